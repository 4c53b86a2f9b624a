/* Every answer is JSON cut off in the middle. The host must answer 500, pass none of it on, and
 * log the breach without the text. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("answers_garbage"));

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;
  return answer(response, "{\"contacts\":[{\"id\":\"1\",");
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &sound_create,
    .destroy = &sound_destroy,
    .handle = &handle,
};
