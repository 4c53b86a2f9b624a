/* The manifest in the entry is not the one in the ELF section: tools would be shown one plugin
 * and the host another. The host must refuse it and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("manifest_differs_from_section"));

static const char other_text[] =
    "{\"name\":\"manifest_differs_from_section\",\"version\":\"2.0.0\","
    "\"description\":\"broken on purpose\","
    "\"operations\":{\"action\":{\"execution\":\"nonblocking\"}}}";

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_MAGIC,
    SOUND_SIZE,
    SOUND_VERSION,
    .manifest = {other_text, sizeof(other_text) - 1},
    .build = manifest_text,
    NEVER_CALLED};
