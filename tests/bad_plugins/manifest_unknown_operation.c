/* The manifest names an operation that Talkdesk's contract does not have. The host must refuse
 * it, naming the operation, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(
    "{\"name\":\"manifest_unknown_operation\",\"version\":\"1.0.0\","
    "\"description\":\"broken on purpose\","
    "\"operations\":{\"make_coffee\":{\"execution\":\"blocking\"}}}");

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
