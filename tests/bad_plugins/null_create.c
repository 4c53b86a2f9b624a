/* A mandatory function is missing: create(). The host must refuse the plugin, naming the
 * function, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("null_create"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .destroy = &never_destroy,
    .handle = &never_handle,
};
