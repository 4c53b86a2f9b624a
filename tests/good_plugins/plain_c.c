/* A whole plugin in plain C11, without the SDK and without a library: what abi.h promises is
 * enough. Serves auth validation (the token is in the settings), agent synchronization (one agent)
 * and actions (greets data.name). The host must treat it as any other plugin. */
#include <stdlib.h>
#include <string.h>

#include <bailey/abi.h>

static const char kManifest[] __attribute__((section(BAILEY_MANIFEST_SECTION), used)) =
    "{\"name\":\"plain_c\",\"version\":\"1.0.0\",\"description\":\"A plugin in plain C\","
    "\"operations\":{\"auth_validation\":{\"execution\":\"nonblocking\"},"
    "\"agent_synchronization\":{\"execution\":\"nonblocking\"},"
    "\"action\":{\"execution\":\"nonblocking\"}}}";

struct bailey_instance {
  const bailey_host* host;
  size_t token_size;
  char token[]; /* with the quotes and escapes it has in the settings */
};

/* ---- just enough JSON: where a member's value lies, without judging it ---- */

static size_t skip_space(bailey_str text, size_t at) {
  while (at < text.size && strchr(" \t\r\n", text.data[at]) != NULL && text.data[at] != '\0') {
    ++at;
  }
  return at;
}

/* One past the string that opens at `at`, or the end of the text. */
static size_t end_of_string(bailey_str text, size_t at) {
  for (++at; at < text.size && text.data[at] != '"'; ++at) {
    if (text.data[at] == '\\') {
      ++at;
    }
  }
  return at < text.size ? at + 1 : text.size;
}

/* One past the value that begins at `at`: a string, brackets with all between them, or a scalar. */
static size_t end_of_value(bailey_str text, size_t at) {
  size_t depth = 0;
  while (at < text.size) {
    const char c = text.data[at];
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
      return at;
    }
    if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
    }
    at = c == '"' ? end_of_string(text, at) : at + 1;
  }
  return text.size;
}

/* Where the first member of the object `text` begins, or the end of the text. */
static size_t first_member(bailey_str text) {
  const size_t at = skip_space(text, 0);
  return at < text.size && text.data[at] == '{' ? skip_space(text, at + 1) : text.size;
}

/* Reads the member that begins at `*at`, and moves on to the next. 0 when there is none. */
static int next_member(bailey_str text, size_t* at, bailey_str* name, bailey_str* value) {
  if (*at >= text.size || text.data[*at] != '"') {
    return 0;
  }
  const size_t name_begin = *at + 1;
  const size_t name_end = end_of_string(text, *at);
  size_t begin = skip_space(text, name_end);
  if (begin >= text.size || text.data[begin] != ':') {
    return 0;
  }
  begin = skip_space(text, begin + 1);
  const size_t end = end_of_value(text, begin);
  name->data = text.data + name_begin;
  name->size = name_end - name_begin - 1;
  value->data = text.data + begin;
  value->size = end - begin;
  *at = end < text.size && text.data[end] == ',' ? skip_space(text, end + 1) : text.size;
  return 1;
}

static int is_text(bailey_str text, const char* wanted) {
  return text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0;
}

/* The value of member `name` of the object `text`, as written; empty when there is none. */
static bailey_str member(bailey_str text, const char* name) {
  const bailey_str none = {NULL, 0};
  size_t at = first_member(text);
  bailey_str found = none;
  bailey_str value = none;
  while (next_member(text, &at, &found, &value)) {
    if (is_text(found, name)) {
      return value;
    }
  }
  return none;
}

static int is_string(bailey_str value) {
  return value.size >= 2 && value.data[0] == '"' && value.data[end_of_string(value, 0) - 1] == '"';
}

static bailey_status write_text(const bailey_sink* sink, const char* text) {
  return sink->write(sink->context, text, strlen(text));
}

static bailey_status fail(const bailey_response* response, bailey_status why, const char* text) {
  (void)write_text(response->message, text);
  return why;
}

/* ---- the plugin ---- */

/* A misspelt setting must not do nothing in silence. */
static int has_only_token(bailey_str settings) {
  size_t at = first_member(settings);
  bailey_str name = {NULL, 0};
  bailey_str value = {NULL, 0};
  while (next_member(settings, &at, &name, &value)) {
    if (!is_text(name, "token")) {
      return 0;
    }
  }
  return 1;
}

static bailey_status create(const bailey_host* host,
                            bailey_str setup,
                            const bailey_sink* complaints,
                            bailey_instance** instance) {
  const bailey_str settings = member(setup, "settings");
  const bailey_str token = member(settings, "token");
  if (!is_string(token)) {
    (void)write_text(complaints, "[{\"pointer\":\"/token\",\"message\":\"must be a text\"}]");
    return BAILEY_INVALID_CONFIG;
  }
  if (!has_only_token(settings)) {
    (void)write_text(
        complaints,
        "[{\"pointer\":\"\",\"message\":\"holds what is not a setting; allowed is token\"}]");
    return BAILEY_INVALID_CONFIG;
  }
  const size_t size = end_of_string(token, 0);
  bailey_instance* made = malloc(sizeof(bailey_instance) + size);
  if (made == NULL) {
    return BAILEY_INTERNAL;
  }
  made->host = host;
  made->token_size = size;
  memcpy(made->token, token.data, size);
  *instance = made;
  return BAILEY_OK;
}

static void destroy(bailey_instance* instance) {
  free(instance);
}

static bailey_status validate(const bailey_instance* instance,
                              const bailey_request* request,
                              const bailey_response* response) {
  const bailey_str token = member(member(request->body, "auth"), "token");
  if (!is_string(token) || end_of_string(token, 0) != instance->token_size ||
      memcmp(token.data, instance->token, instance->token_size) != 0) {
    return fail(response, BAILEY_UNAUTHORIZED, "The API token is not valid");
  }
  return write_text(response->json, "{}");
}

static bailey_status greet(const bailey_instance* instance,
                           const bailey_request* request,
                           const bailey_response* response) {
  if (!is_text(request->action, "say_hello")) {
    return BAILEY_NOT_SUPPORTED;
  }
  const bailey_str name = member(member(request->body, "data"), "name");
  if (!is_string(name)) {
    return fail(response, BAILEY_INVALID_REQUEST, "The input 'name' must be a text");
  }
  const bailey_str line = {"greeting", sizeof("greeting") - 1};
  instance->host->log(instance->host->context, request->call, BAILEY_LOG_INFO, line);

  const bailey_sink* sink = response->json;
  if (write_text(sink, "{\"message\":\"Hello, ") != BAILEY_OK) {
    return BAILEY_INTERNAL;
  }
  /* The name keeps its escapes, so it is as valid here as it was there. */
  if (sink->write(sink->context, name.data + 1, end_of_string(name, 0) - 2) != BAILEY_OK) {
    return BAILEY_INTERNAL;
  }
  return write_text(sink, "\"}");
}

static bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) {
  switch (request->operation) {
    case BAILEY_AUTH_VALIDATION:
      return validate(instance, request, response);
    case BAILEY_AGENT_SYNCHRONIZATION:
      return write_text(
          response->json,
          "{\"agents\":[{\"id\":\"u-5\",\"name\":\"Rui Melo\",\"email\":\"rui@faro.example\"}]}");
    case BAILEY_ACTION:
      return greet(instance, request, response);
    default:
      return BAILEY_NOT_SUPPORTED;
  }
}

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    .magic = BAILEY_ENTRY_MAGIC_BYTES,
    .size = sizeof(bailey_plugin_entry),
    .abi_major = BAILEY_ABI_MAJOR,
    .abi_minor = BAILEY_ABI_MINOR,
    .manifest = {kManifest, sizeof(kManifest) - 1},
    .build = "plain C",
    .create = &create,
    .destroy = &destroy,
    .handle = &handle,
};
