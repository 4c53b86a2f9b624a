/* The binary contract between Bailey and an adapter plugin. Plain C11 and nothing of the C++ world,
 * so that the compiler and standard library a plugin was built with never matter. Include
 * <bailey/plugin.hpp> instead of this file unless you write a plugin in C or a binding for another
 * language.
 *
 * A plugin is a shared object that exports one symbol, the constant `bailey_plugin_entry_v1`. The
 * host looks at its data before it calls any of its functions. An *instance* is one integration:
 * one plugin serves several integrations with one instance each.
 *
 * Ownership: whatever is handed across this boundary stays owned by the side that made it, and is
 * valid only until the call it was passed to returns, unless its comment says otherwise. Nothing is
 * ever freed by the other side. Bytes leave a plugin only through a sink.
 *
 * Text: UTF-8, given as pointer and length, not NUL-terminated. JSON is UTF-8 text.
 *
 * Sizes: every struct begins with `size` (the entry after its magic; bailey_str and
 * bailey_http_field have none and never change): the number of bytes the side that made it knows
 * of. A reader uses no field beyond it. Revisions only append fields.
 *
 * Errors: functions return a bailey_status. No C++ exception and no longjmp crosses the boundary.
 *
 * Threads: [control] one thread at a time, never at the same time as another [control] call on the
 * same instance; may block for seconds. [request] many threads at once, for as long as the instance
 * lives. An operation that the manifest calls "nonblocking" runs on an event loop and must return
 * within about a millisecond without waiting for anything; all others may block until the deadline.
 * [loop] the thread that handle() of this call was called on, so that what is done for one call is
 * never done twice at a time. [any] from any thread inside a call of the plugin.
 *
 * Processes: the same plugin may be hosted in the runtime's process or in a process of its own, so
 * it must not assume that it shares memory, files or sockets with anything. What it needs of the
 * world it asks of the host: secrets, and outbound HTTP (extension "bailey.http/1").
 *
 * Versions: a host loads a plugin when the major numbers are equal and the plugin's minor is not
 * newer than the host's. */
#ifndef BAILEY_ABI_H
#define BAILEY_ABI_H

/* NOLINTBEGIN: this is C, and clang-tidy would have it be C++. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BAILEY_ABI_MAJOR 1u
#define BAILEY_ABI_MINOR 0u

/* The first eight bytes of the entry, without a terminating NUL. */
#define BAILEY_ENTRY_MAGIC "BAILEYP1"
#define BAILEY_ENTRY_MAGIC_BYTES \
  { 'B', 'A', 'I', 'L', 'E', 'Y', 'P', '1' }

/* The exported symbol, and the ELF section that holds the manifest's JSON text once more, so that
 * tools read it from the file without running code. */
#define BAILEY_ENTRY_SYMBOL "bailey_plugin_entry_v1"
#define BAILEY_MANIFEST_SECTION ".bailey.manifest"

/* What a call came to. 0 is not a success: a zeroed struct must not look like a finished call.
 * How each becomes an HTTP status towards Talkdesk is decided by the host alone. */
typedef int32_t bailey_status;

enum {
  BAILEY_UNSET = 0,
  BAILEY_OK = 1,
  /* handle() of an operation the manifest calls "nonblocking": the answer comes later, through
   * bailey_pending::complete(). Misbehaviour from any other. */
  BAILEY_PENDING = 2,

  BAILEY_INVALID_CONFIG = -1,  /* create: the operator must change the integration's file */
  BAILEY_INVALID_REQUEST = -2, /* the request cannot be served as it is; say why in `message` */
  BAILEY_UNAUTHORIZED = -3,    /* the CRM refused the credentials, and nothing was written */
  BAILEY_FORBIDDEN = -4,       /* the credentials are good but may not do this */
  BAILEY_NOT_FOUND = -5,       /* the record meant by the request does not exist */
  BAILEY_CONFLICT = -6,        /* the CRM's state does not allow it */
  BAILEY_REJECTED = -7,        /* the CRM refused the content */
  BAILEY_RATE_LIMITED = -8,    /* the CRM throttles; set `retry_after_s` when it said how long */
  BAILEY_UNAVAILABLE = -9,     /* the CRM is unreachable, failing, or answers garbage */
  BAILEY_TIMEOUT = -10,        /* the deadline passed while waiting for the CRM */
  BAILEY_NOT_SUPPORTED = -11,  /* this plugin does not do that */
  BAILEY_CANCELLED = -12,      /* gave up because call_cancelled() said so */
  BAILEY_INTERNAL = -13        /* a bug in the plugin */
};

/* The operations of Talkdesk's contract. */
typedef uint32_t bailey_operation;

enum {
  BAILEY_OPERATION_UNSET = 0,
  BAILEY_AUTH_VALIDATION = 1,
  BAILEY_CONTACT_SYNCHRONIZATION = 2,
  BAILEY_INTERACTION_RETRIEVAL = 3,
  BAILEY_AGENT_SYNCHRONIZATION = 4,
  BAILEY_ACTION = 5
};

enum { BAILEY_LOG_DEBUG = 1, BAILEY_LOG_INFO = 2, BAILEY_LOG_WARN = 3, BAILEY_LOG_ERROR = 4 };

/* A borrowed piece of text. `data` may be null only when `size` is 0. */
typedef struct bailey_str {
  const char* data;
  size_t size; /* bytes */
} bailey_str;

/* A buffer of the host's. write() appends a copy of the bytes and may be called any number of
 * times; it returns BAILEY_OK, or BAILEY_REJECTED once the host's limit for this buffer is passed
 * (the call then fails whatever the plugin returns). [any] */
typedef struct bailey_sink {
  uint32_t size;
  uint32_t reserved;
  void* context;
  bailey_status (*write)(void* context, const char* data, size_t bytes);
} bailey_sink;

/* What the host offers an instance. Given to load() and create(); lives until unload() or
 * destroy() returns. `context` is passed back as the first argument of every function. */
typedef struct bailey_host {
  uint32_t size;
  uint32_t reserved;
  void* context;

  /* [any] Writes one line to the host's log, which adds integration, plugin and request id. `call`
   * is the `call` of the request the line belongs to, or 0. Never log what came in `auth`: the host
   * cuts lines at 1 KiB, escapes control characters and limits their rate, but cannot know every
   * secret. */
  void (*log)(void* context, uint64_t call, int32_t level, bailey_str message);

  /* [any] The monotonic clock that deadlines are told in, in nanoseconds. */
  int64_t (*now_mono_ns)(void* context);

  /* [any] 1 when nobody waits for the answer any more (the caller went away, the deadline passed,
   * the host stops). Poll it between steps of long work. 0 otherwise. */
  int32_t (*call_cancelled)(void* context, uint64_t call);

  /* [any] Writes the secret the manifest declares as `name` and the integration's file provides
   * under "secrets". BAILEY_OK, or BAILEY_NOT_FOUND. Do not keep it longer than needed. */
  bailey_status (*secret)(void* context, bailey_str name, const bailey_sink* value);

  /* [any] The growth path: a struct of further functions by id, "bailey.http/1" for example, or
   * null when this host has none by that name. The result lives as long as the host struct. */
  const void* (*get_extension)(void* context, bailey_str id);
} bailey_host;

/* Extension "bailey.phone/1": phone numbers, written as people write them, in the form of E.164.
 * Null when the host has no phone module. */
#define BAILEY_PHONE_EXTENSION "bailey.phone/1"

typedef struct bailey_phone {
  uint32_t size;
  uint32_t reserved;
  void* context;

  /* [any] Writes `number` as "+351210000017". `default_region` is the country of numbers that do
   * not name theirs, as ISO 3166 has it ("PT"), or empty: then only those that begin with a plus
   * have a form. An extension ("ext. 12") is no part of E.164 and is left out. BAILEY_OK, or
   * BAILEY_INVALID_REQUEST for what is no number that could be dialled from abroad: keep it as it
   * is then. Waits for nothing, but its first call in a process takes tens of milliseconds. */
  bailey_status (*normalize)(void* context,
                             bailey_str number,
                             bailey_str default_region,
                             const bailey_sink* e164);
} bailey_phone;

/* Extension "bailey.pending/1": calls that are answered later, so that they hold no thread while a
 * CRM thinks. */
#define BAILEY_PENDING_EXTENSION "bailey.pending/1"

typedef struct bailey_pending {
  uint32_t size;
  uint32_t reserved;
  void* context;

  /* [loop] Ends `call`, whose handle() returned BAILEY_PENDING or is about to. `status` is what
   * handle() would have returned. What handle() was given stays valid until this call, and the
   * plugin's code stays mapped until it has returned to the host. Exactly once for each such call,
   * also for one that is cancelled. */
  void (*complete)(void* context, uint64_t call, bailey_status status);
} bailey_pending;

/* Extension "bailey.http/1": requests to the CRM. The host resolves, connects, verifies TLS, keeps
 * connections, limits, decodes gzip and deflate, and asks again what may be asked again. It reaches
 * only the hosts that the operator or the manifest allows, follows no redirect, and never takes
 * longer than the call it is for. Null when this host has no network to offer. */
#define BAILEY_HTTP_EXTENSION "bailey.http/1"

typedef struct bailey_http_field {
  bailey_str name;
  bailey_str value;
} bailey_http_field;

enum {
  /* Asking twice does no harm although the method is POST, PUT, PATCH or DELETE: a search by POST.
   * Without it such a request is sent again only when none of its bytes have left. */
  BAILEY_HTTP_REPEATABLE = 1
};

typedef struct bailey_http_request {
  uint32_t size;
  uint32_t flags;    /* BAILEY_HTTP_... */
  bailey_str method; /* GET, HEAD, POST, PUT, PATCH, DELETE */

  /* Absolute, ASCII, everything percent-encoded that has to be; no user info, no fragment, no "."
   * or ".." segment. */
  bailey_str url;

  /* Host, Content-Length, Accept-Encoding and what else frames a message are the host's. A value
   * holds visible ASCII, blanks and tabs only. */
  const bailey_http_field* fields;
  size_t field_count;
  bailey_str body; /* empty: none */
} bailey_http_request;

/* What came of a request. The plugin's until it gives it to bailey_http::release(). */
typedef struct bailey_http_answer {
  uint32_t size;

  /* BAILEY_OK: an answer came whole, whatever its status. Otherwise nothing of it is here, and it
   * is BAILEY_INVALID_REQUEST for what may not be sent (a URL that is none, a line break in a
   * field), BAILEY_RATE_LIMITED when the host holds back because the CRM asked it to,
   * BAILEY_TIMEOUT, BAILEY_CANCELLED, or BAILEY_UNAVAILABLE, also for a host nobody allowed. Only
   * after a failed write is it unknown whether the CRM has done it. */
  bailey_status outcome;

  uint32_t http_status;   /* with BAILEY_OK: 200 to 599 */
  uint32_t retry_after_s; /* when the CRM said how long to wait, in any of its ways; else 0 */
  const bailey_http_field* fields;
  size_t field_count;
  bailey_str body;    /* decoded; 64 bytes behind the end are readable, with any content */
  bailey_str message; /* without BAILEY_OK: what went wrong, for people; no URL, no credential */
} bailey_http_answer;

typedef void (*bailey_http_done)(void* cookie, const bailey_http_answer* answer);

typedef struct bailey_http {
  uint32_t size;
  uint32_t reserved;
  void* context;

  /* [request] in an operation the manifest calls "blocking", and [control] inside create(), with 0
   * as call. Waits for the answer, which is never null. */
  const bailey_http_answer* (*fetch)(void* context,
                                     uint64_t call,
                                     const bailey_http_request* request);

  /* [loop] in an operation the manifest calls "nonblocking". Copies the request and returns at
   * once; done(cookie, answer) comes exactly once, on the same thread, never inside start(). */
  void (*start)(void* context,
                uint64_t call,
                const bailey_http_request* request,
                bailey_http_done done,
                void* cookie);

  /* [any] Exactly once for every answer. */
  void (*release)(void* context, const bailey_http_answer* answer);
} bailey_http;

/* One request from Talkdesk. */
typedef struct bailey_request {
  uint32_t size;
  bailey_operation operation;
  uint64_t call; /* names this call towards the host; means nothing after handle() returned */

  bailey_str action;     /* BAILEY_ACTION: the action's name, one the integration declares */
  bailey_str request_id; /* as in the host's log; [A-Za-z0-9._-]{1,64} */

  /* The body as Talkdesk sent it. The host has checked: valid UTF-8 and JSON, one object, at most
   * 64 levels deep, no name twice at the top or in `auth`; `auth`, `meta` and `data` are each an
   * object, null or absent; mandatory auth fields and action inputs are present, and each action
   * input is a scalar that fits its type. An input that is nothing but a placeholder Talkdesk did
   * not fill in, "{{contact.email}}", is taken out, and the value of a select is spelled as in the
   * integration's file. 64 bytes behind the end are readable, with any content. */
  bailey_str body;

  int64_t deadline_mono_ns; /* after this instant the host answers the caller without the plugin */
} bailey_request;

/* Where the answer goes. The host checks it against the contract before Talkdesk sees it. */
typedef struct bailey_response {
  uint32_t size;

  /* After BAILEY_RATE_LIMITED or BAILEY_UNAVAILABLE: seconds until a retry makes sense, 0 when
   * unknown. */
  uint32_t retry_after_s;

  /* With BAILEY_OK: the operation's answer as JSON, in the shape of the contract:
   *   auth validation          {"field": scalar, ...}     what Talkdesk is to store
   *   contact synchronization  {"contacts": [...], "synchronization_checkpoint": "...",
   *                             "next_offset": "...", "context": any}
   *                            ascending by change time; a contact may carry "updated_at", text
   *                            whose order is the sort order, which the host checks and takes out
   *   interaction retrieval    [{...}, ...]
   *   agent synchronization    {"agents": [...], "next_offset": integer}
   *   action                   {"message": "...", "external_id": "...", ...}  */
  const bailey_sink* json;

  /* With an error: one sentence for the person who reads it in Talkdesk. No credential, no dump of
   * the CRM's answer. May stay empty; the host then has a sentence of its own. */
  const bailey_sink* message;
} bailey_response;

/* The plugin's side of one integration; its content is the plugin's own business. */
typedef struct bailey_instance bailey_instance;

typedef struct bailey_plugin_entry {
  char magic[8]; /* BAILEY_ENTRY_MAGIC */
  uint32_t size;
  uint16_t abi_major;
  uint16_t abi_minor;

  /* The manifest, a JSON object, the same bytes as in section BAILEY_MANIFEST_SECTION, where NUL
   * bytes may follow (the end of a C string, a sanitizer's padding):
   *   "name"        [a-z0-9_]{1,32}; the file is called <name>.so
   *   "version"     semantic version of the plugin
   *   "description" one line
   *   "operations"  {"contact_synchronization": {"execution": "blocking" | "nonblocking"}, ...}
   *                 the operations it serves, by the names of Talkdesk's contract
   *   "secrets"     ["name", ...] the secrets it may ask for; optional
   *   "hosts"       ["*.example.com", ...] where its CRM is, unless the integration's file says
   *                 otherwise under "upstream"; optional
   * Further members are ignored. */
  bailey_str manifest;

  /* Compiler and SDK, for people. */
  const char* build;

  /* [control] Called once after loading, before any create(). Null: nothing to do. */
  bailey_status (*load)(const bailey_host* host);

  /* [control] Called once after the last destroy(). Afterwards the plugin owns no thread, timer,
   * file or callback, because its code is unmapped next. Null: nothing to do. */
  void (*unload)(void);

  /* [control] Makes an instance. `setup` is a JSON object:
   *   "integration" the integration's name
   *   "folder"      absolute path of the folder its file stands in; relative paths start there
   *   "settings"    the object "settings" of that file
   *   "talkdesk"    {"interaction_types": ["..."], "actions": ["name", ...],
   *                  "auth_fields": ["name", ...]}
   * On success stores the instance in *instance and returns BAILEY_OK. Otherwise leaves *instance
   * alone, returns BAILEY_INVALID_CONFIG (or another error) and writes to `complaints` a JSON array
   * of {"pointer": "/inside/settings", "message": "what is wrong and what is allowed"}.
   * Another instance of the same integration may be serving meanwhile. Looks at the outside world
   * as far as it can be done in seconds (does the table exist?), so that `bailey check` tells. */
  bailey_status (*create)(const bailey_host* host,
                          bailey_str setup,
                          const bailey_sink* complaints,
                          bailey_instance** instance);

  /* [control] Called once, after every handle() on it has returned. */
  void (*destroy)(bailey_instance* instance);

  /* [request] Serves one request and returns when it is done. */
  bailey_status (*handle)(bailey_instance* instance,
                          const bailey_request* request,
                          bailey_response* response);

  /* [control] No new handle() will come: end background work. Null: nothing to do. */
  void (*quiesce)(bailey_instance* instance);

  /* [control] The plugin's growth path, as bailey_host::get_extension. Null: none. */
  const void* (*get_extension)(bailey_str id);
} bailey_plugin_entry;

/* The one symbol a plugin exports. Declared here so that its definition is visible however the
 * plugin is compiled; hosts look it up by name. */
extern __attribute__((visibility("default"))) const bailey_plugin_entry bailey_plugin_entry_v1;

#ifdef __cplusplus
}
#endif

/* NOLINTEND */

#endif
