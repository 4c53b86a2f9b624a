/* Built against an ABI this host cannot know. The host must refuse it, naming both versions, and
 * call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("abi_major_from_the_future"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_MAGIC,
    SOUND_SIZE,
    SOUND_TEXTS,
    .abi_major = BAILEY_ABI_MAJOR + 1u,
    .abi_minor = 0,
    NEVER_CALLED,
};
