/* The manifest is JSON, but an array. The host must refuse it and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT("[" SOUND_MANIFEST("manifest_not_object") "]");

const bailey_plugin_entry bailey_plugin_entry_v1 = {SOUND_HEAD, NEVER_CALLED};
