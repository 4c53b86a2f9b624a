/* create() refuses the settings, but its complaints are no JSON. The host must refuse the
 * integration all the same, with a complaint of its own, and pass none of that text on as JSON. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("complaints_not_json"));

static bailey_status create(const bailey_host* host,
                            bailey_str setup,
                            const bailey_sink* complaints,
                            bailey_instance** instance) {
  static const char kText[] = "the table \"people\" is missing [{";
  (void)host;
  (void)setup;
  (void)instance;
  (void)complaints->write(complaints->context, kText, sizeof(kText) - 1);
  return BAILEY_INVALID_CONFIG;
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &create,
    .destroy = &never_destroy,
    .handle = &never_handle,
};
