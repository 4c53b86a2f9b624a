/* The manifest is not JSON. The host must refuse it, saying so, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT("name = manifest_not_json");

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
