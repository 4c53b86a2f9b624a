/* The contract compiles as C11, pedantically, and its layout is what it was in 1.0: a plugin built
 * then must find every field where it left it. A number here changes only with the major version;
 * a revision appends a line. */
#include <string.h>

#include <bailey/abi.h>

#define AT(type, field, offset) \
  _Static_assert(offsetof(type, field) == (offset), #type "." #field " has moved")
#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), #type " has changed its size")

_Static_assert(BAILEY_UNSET == 0 && BAILEY_OK == 1, "a zeroed status must not read as success");
_Static_assert(BAILEY_OPERATION_UNSET == 0, "a zeroed request must not name an operation");
_Static_assert(BAILEY_INTERNAL == -13 && BAILEY_INVALID_CONFIG == -1,
               "statuses keep their numbers");
_Static_assert(BAILEY_AUTH_VALIDATION == 1 && BAILEY_ACTION == 5, "operations keep their numbers");
_Static_assert(sizeof(BAILEY_ENTRY_MAGIC) - 1 == sizeof(((bailey_plugin_entry*)0)->magic),
               "the magic fills its field");

#if UINTPTR_MAX == UINT64_MAX /* the layout on every platform Bailey runs on */
AT(bailey_str, data, 0);
AT(bailey_str, size, 8);
SIZE(bailey_str, 16);

AT(bailey_sink, size, 0);
AT(bailey_sink, context, 8);
AT(bailey_sink, write, 16);
SIZE(bailey_sink, 24);

AT(bailey_host, size, 0);
AT(bailey_host, context, 8);
AT(bailey_host, log, 16);
AT(bailey_host, now_mono_ns, 24);
AT(bailey_host, call_cancelled, 32);
AT(bailey_host, secret, 40);
AT(bailey_host, get_extension, 48);
SIZE(bailey_host, 56);

AT(bailey_phone, size, 0);
AT(bailey_phone, context, 8);
AT(bailey_phone, normalize, 16);
SIZE(bailey_phone, 24);

AT(bailey_request, size, 0);
AT(bailey_request, operation, 4);
AT(bailey_request, call, 8);
AT(bailey_request, action, 16);
AT(bailey_request, request_id, 32);
AT(bailey_request, body, 48);
AT(bailey_request, deadline_mono_ns, 64);
SIZE(bailey_request, 72);

AT(bailey_response, size, 0);
AT(bailey_response, retry_after_s, 4);
AT(bailey_response, json, 8);
AT(bailey_response, message, 16);
SIZE(bailey_response, 24);

AT(bailey_plugin_entry, magic, 0); /* the host reads these four before all else */
AT(bailey_plugin_entry, size, 8);
AT(bailey_plugin_entry, abi_major, 12);
AT(bailey_plugin_entry, abi_minor, 14);
AT(bailey_plugin_entry, manifest, 16);
AT(bailey_plugin_entry, build, 32);
AT(bailey_plugin_entry, load, 40);
AT(bailey_plugin_entry, unload, 48);
AT(bailey_plugin_entry, create, 56);
AT(bailey_plugin_entry, destroy, 64);
AT(bailey_plugin_entry, handle, 72);
AT(bailey_plugin_entry, quiesce, 80);
AT(bailey_plugin_entry, get_extension, 88);
SIZE(bailey_plugin_entry, 96);
#endif

int main(void) {
  static const bailey_plugin_entry kEntry = {.magic = BAILEY_ENTRY_MAGIC_BYTES};
  return memcmp(&kEntry, BAILEY_ENTRY_MAGIC, sizeof(kEntry.magic)) == 0 ? 0 : 1;
}
