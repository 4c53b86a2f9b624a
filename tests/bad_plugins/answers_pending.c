/* Every call returns BAILEY_PENDING, which 1.0 reserves. The host must answer 500 at once instead
 * of waiting for a completion that will not come. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("answers_pending"));

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;
  (void)response;
  return BAILEY_PENDING;
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &sound_create,
    .destroy = &sound_destroy,
    .handle = &handle,
};
