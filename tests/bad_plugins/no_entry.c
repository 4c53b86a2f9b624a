/* A shared object with a sound manifest that does not export the entry. The host must refuse it,
 * naming the symbol it looked for. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("no_entry"));

__attribute__((visibility("default"))) const char* nothing_to_see_here(void);

const char* nothing_to_see_here(void) {
  return manifest_text;
}
