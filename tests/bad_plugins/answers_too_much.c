/* Every answer is 1 GiB of JSON, in pieces of 64 KiB. The host's sink must refuse beyond its
 * limit (this plugin then stops, and still says BAILEY_OK), the caller gets 500, and the host
 * holds no more memory than its limit. */
#include "sound_plugin.h"

MANIFEST_TEXT(SOUND_MANIFEST("answers_too_much"));

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  (void)instance;
  (void)request;

  enum { kPiece = 64 * 1024, kPieces = 16 * 1024 };

  static const char kOpening[] = "{\"message\":\"";
  char piece[kPiece];
  memset(piece, 'x', sizeof(piece));
  const bailey_sink* sink = response->json;
  bailey_status written = sink->write(sink->context, kOpening, sizeof(kOpening) - 1);
  for (int i = 0; i < kPieces && written == BAILEY_OK; ++i) {
    written = sink->write(sink->context, piece, sizeof(piece));
  }
  if (written == BAILEY_OK) {
    (void)sink->write(sink->context, "\"}", 2);
  }
  return BAILEY_OK;
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    SOUND_HEAD,
    .create = &sound_create,
    .destroy = &sound_destroy,
    .handle = &handle,
};
