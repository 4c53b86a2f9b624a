/* The manifest's execution is neither "blocking" nor "nonblocking". The host must refuse it,
 * saying what is allowed, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(
    "{\"name\":\"manifest_bad_execution\",\"version\":\"1.0.0\","
    "\"description\":\"broken on purpose\","
    "\"operations\":{\"action\":{\"execution\":\"whenever\"}}}");

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
