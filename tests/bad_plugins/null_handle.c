/* A mandatory function is missing: handle(). The host must refuse the plugin, naming the
 * function, and call nothing. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("null_handle"));

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &never_create,
    .destroy = &never_destroy,
};
