/* Every call returns a status that does not exist, with a good answer. The host must answer 500
 * as for BAILEY_INTERNAL and pass nothing on. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("answers_status_99"));

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;
  (void)answer(response, "{}");
  return 99;
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &sound_create,
    .destroy = &sound_destroy,
    .handle = &handle,
};
