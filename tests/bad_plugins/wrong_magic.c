/* The entry does not begin with the magic: another program's symbol by the same name. The host
 * must refuse it before it reads any other field, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("wrong_magic"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    .magic = {'N', 'O', 'T', 'O', 'U', 'R', 'S', '!'},
    SOUND_SIZE,
    SOUND_VERSION,
    SOUND_TEXTS,
    NEVER_CALLED,
};
