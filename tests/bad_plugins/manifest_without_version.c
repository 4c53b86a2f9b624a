/* The manifest has no version. The host must refuse it, naming the member, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(
    "{\"name\":\"manifest_without_version\",\"description\":\"broken on purpose\","
    "\"operations\":{\"action\":{\"execution\":\"blocking\"}}}");

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
