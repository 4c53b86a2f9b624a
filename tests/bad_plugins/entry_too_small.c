/* The entry says that it ends before handle(). The host must not read a field beyond that size,
 * must refuse the plugin, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("entry_too_small"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_MAGIC,
    SOUND_VERSION,
    SOUND_TEXTS,
    .size = offsetof(bailey_plugin_entry, handle),
    NEVER_CALLED,
};
