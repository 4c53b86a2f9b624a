// Reads what Talkdesk sent, tolerantly (contract.md §1.2): finds out whether a body may be handed
// to a plugin, and the few facts of it that the answer depends on.
#pragma once

#include "core/result.h"
#include "talkdesk/failure.h"
#include "talkdesk/operation.h"
#include "talkdesk/profile.h"

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::talkdesk {

// Bytes that must be readable (their content does not matter) behind every body given to a reader.
constexpr std::size_t kBodyPadding = simdjson::SIMDJSON_PADDING;

struct JsonLimits {
  std::size_t depth = 64;                              // nested arrays and objects
  std::size_t members = 10'000;                        // names and elements in all
  std::size_t string_bytes = std::size_t{256} * 1024;  // one text or name, escapes resolved
};

// What the answer's check needs to know of the request.
struct RequestFacts {
  std::string_view body;  // the whole request, for as long as the caller keeps it
  bool has_checkpoint = false;
  std::string checkpoint;                // contact synchronization: meta.synchronization_checkpoint
  std::string offset;                    // as text, whatever scalar it came as; empty when absent
  bool interaction_types_given = false;  // false: absent or null, which means all configured types
  std::vector<std::string> interaction_types;
  std::optional<std::string> rewritten_body;  // an action's, for its plugin; nothing: as it came
};

// Keeps its parser's memory between calls, so use one per thread. Not thread-safe.
class RequestReader {
public:
  // Checks `body` (followed by kBodyPadding readable bytes) for `operation`; `action` is null
  // unless operation is Action. A body that passes is valid UTF-8 JSON, one object, within
  // `limits`, with no duplicate name at the top or in `auth`, with `auth`, `meta` and `data` each
  // an object, null or absent, and every mandatory auth field and action input present and not
  // empty (one that is only spaces counts as empty), with no NUL character in any auth value, and
  // with every action input of its type.
  core::Result<RequestFacts, Refusal> read(std::string_view body,
                                           Operation operation,
                                           const Profile& profile,
                                           const Action* action,
                                           const JsonLimits& limits);

private:
  simdjson::dom::parser parser_;
};

}  // namespace bailey::talkdesk
