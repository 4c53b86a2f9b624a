/* A sound plugin in pieces. Every file of this folder is made of them and breaks exactly one, so
 * that what the host refuses is that fault and nothing beside it. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include <bailey/abi.h>

/* What a sound manifest of the plugin `name` says. */
#define SOUND_MANIFEST(name)                                          \
  "{\"name\":\"" name                                                 \
  "\",\"version\":\"1.0.0\",\"description\":\"broken on purpose\","   \
  "\"operations\":{\"auth_validation\":{\"execution\":\"blocking\"}," \
  "\"contact_synchronization\":{\"execution\":\"blocking\"},"         \
  "\"interaction_retrieval\":{\"execution\":\"blocking\"},"           \
  "\"agent_synchronization\":{\"execution\":\"blocking\"},"           \
  "\"action\":{\"execution\":\"blocking\"}}}"

/* Puts `text` into the manifest's section, as manifest_text. */
#define MANIFEST_TEXT(text) \
  static const char manifest_text[] __attribute__((section(BAILEY_MANIFEST_SECTION), used)) = text

/* Initializers of a sound entry; what a file leaves out or changes is its fault. */
#define SOUND_MAGIC .magic = BAILEY_ENTRY_MAGIC_BYTES
#define SOUND_SIZE .size = sizeof(bailey_plugin_entry)
#define SOUND_VERSION .abi_major = BAILEY_ABI_MAJOR, .abi_minor = BAILEY_ABI_MINOR
#define SOUND_TEXTS .manifest = {manifest_text, sizeof(manifest_text) - 1}, .build = "bad_plugins"
#define SOUND_HEAD SOUND_MAGIC, SOUND_SIZE, SOUND_VERSION, SOUND_TEXTS

struct bailey_instance {
  const bailey_host* host;
};

static inline bailey_status sound_create(const bailey_host* host,
                                         bailey_str setup,
                                         const bailey_sink* complaints,
                                         bailey_instance** instance) {
  (void)setup;
  (void)complaints;
  bailey_instance* made = malloc(sizeof(bailey_instance));
  if (made == NULL) {
    return BAILEY_INTERNAL;
  }
  made->host = host;
  *instance = made;
  return BAILEY_OK;
}

static inline void sound_destroy(bailey_instance* instance) {
  free(instance);
}

/* Answers `text` to any request. */
static inline bailey_status answer(const bailey_response* response, const char* text) {
  (void)response->json->write(response->json->context, text, strlen(text));
  return BAILEY_OK;
}

static inline bailey_status sound_handle(bailey_instance* instance,
                                         const bailey_request* request,
                                         bailey_response* response) {
  (void)instance;
  (void)request;
  return answer(response, "{}");
}

/* In the place of functions that a host must never come to call: a host that does is gone. */
static inline bailey_status never_create(const bailey_host* host,
                                         bailey_str setup,
                                         const bailey_sink* complaints,
                                         bailey_instance** instance) {
  (void)host;
  (void)setup;
  (void)complaints;
  (void)instance;
  abort();
}

static inline void never_destroy(bailey_instance* instance) {
  (void)instance;
  abort();
}

static inline bailey_status never_handle(bailey_instance* instance,
                                         const bailey_request* request,
                                         bailey_response* response) {
  (void)instance;
  (void)request;
  (void)response;
  abort();
}

#define SOUND_FUNCTIONS .create = &sound_create, .destroy = &sound_destroy, .handle = &sound_handle
#define NEVER_CALLED .create = &never_create, .destroy = &never_destroy, .handle = &never_handle
