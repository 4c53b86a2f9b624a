/* Built against a newer revision of the ABI, whose functions it may expect of the host. The host
 * must refuse it, naming both versions, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("abi_minor_from_the_future"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_MAGIC,
    SOUND_SIZE,
    SOUND_TEXTS,
    .abi_major = BAILEY_ABI_MAJOR,
    .abi_minor = BAILEY_ABI_MINOR + 1u,
    NEVER_CALLED,
};
