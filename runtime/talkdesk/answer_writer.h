// Turns what a plugin answered into what Talkdesk may see, strictly (contract.md §2-6): every
// member in its documented type, absent instead of null, enums inside their lists, or no answer at
// all.
#pragma once

#include "core/result.h"
#include "talkdesk/operation.h"
#include "talkdesk/profile.h"
#include "talkdesk/request_reader.h"

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::talkdesk {

// The plugin broke the contract. `rule` says how, for the log: "contacts[3].id is missing".
// Never holds a value of the answer.
struct Breach {
  std::string rule;
};

struct Answer {
  int status = 200;
  std::string body;                   // empty exactly when status is 204
  std::size_t dropped = 0;            // records left out because they break a rule on their own
  std::vector<std::string> warnings;  // what was dropped or changed and why; no values, at most 8
};

// Keeps its parser's memory between calls, so use one per thread. Not thread-safe.
class AnswerWriter {
public:
  // `plugin_json` need not be padded. Success statuses: 200, or 201 for an action, or the dialect's
  // 204 for auth validation. `answer_bytes_max` bounds the written body.
  core::Result<Answer, Breach> write(std::string_view plugin_json,
                                     Operation operation,
                                     const Profile& profile,
                                     const RequestFacts& facts,
                                     std::size_t answer_bytes_max);

private:
  simdjson::dom::parser parser_;
  std::string padded_;
};

}  // namespace bailey::talkdesk
