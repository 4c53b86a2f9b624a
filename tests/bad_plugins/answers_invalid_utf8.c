/* Every answer is JSON whose text is no UTF-8. The host must answer 500 and pass none of it on. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("answers_invalid_utf8"));

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;
  return answer(response, "{\"message\":\"caf\xe9 \xff\xfe\"}");
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &sound_create,
    .destroy = &sound_destroy,
    .handle = &handle,
};
