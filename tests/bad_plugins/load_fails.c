/* load() fails. The host must refuse the plugin, saying so, and make no instance; unload() is not
 * called either, because load() never succeeded. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("load_fails"));

static bailey_status load(const bailey_host* host) {
  (void)host;
  return BAILEY_INTERNAL;
}

static void unload(void) {
  abort();
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .load = &load,
    .unload = &unload,
    NEVER_CALLED,
};
