/* create() returns BAILEY_OK and stores no instance. The host must take that for a failure of the
 * plugin and call neither handle() nor destroy(). */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("create_says_ok_without_instance"));

static bailey_status create(const bailey_host* host,
                            bailey_str setup,
                            const bailey_sink* complaints,
                            bailey_instance** instance) {
  (void)host;
  (void)setup;
  (void)complaints;
  (void)instance;
  return BAILEY_OK;
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &create,
    .destroy = &never_destroy,
    .handle = &never_handle,
};
