/* The manifest's name is not the file's. The host must refuse it, naming both, and call nothing:
 * else logs and configuration would speak of different plugins. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("some_other_name"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
