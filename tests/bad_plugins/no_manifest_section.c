/* The manifest is in the entry only, not in its ELF section. The host must refuse it from the
 * file alone: it cannot tell what it would load. */
#include "sound_plugin.h"

static const char manifest_text[] = SOUND_MANIFEST("no_manifest_section");

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
