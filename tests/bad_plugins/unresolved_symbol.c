/* Uses a function that exists nowhere; built without -z defs, as by hand. The host must resolve
 * everything when it loads (RTLD_NOW) and refuse the plugin, naming the symbol, instead of
 * failing in the middle of a request. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("unresolved_symbol"));

bailey_status function_of_a_library_nobody_linked(void);

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;
  (void)response;
  return function_of_a_library_nobody_linked();
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &never_create,
    .destroy = &never_destroy,
    .handle = &handle,
};
