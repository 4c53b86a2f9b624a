/* Every call returns BAILEY_OK and has written no answer. The host must answer 500: no operation
 * has an empty answer, not even {}. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("answers_nothing"));

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;
  (void)response;
  return BAILEY_OK;
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &sound_create,
    .destroy = &sound_destroy,
    .handle = &handle,
};
