// What came in `data` for the inputs of an action, held against the action's configuration.
// (contract.md §7.3; §9, cases 65-68)
#pragma once

#include "talkdesk/profile.h"
#include "talkdesk/request_problem.h"

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::talkdesk {

// What the plugin is to find in `data` in place of what came.
struct InputChange {
  std::string_view key;                 // of the input; lives as long as the action
  std::optional<std::string> spelling;  // a select's value as its list has it; nothing: no member
};

// Null, and text of nothing but blanks.
bool isBlank(simdjson::dom::element value);

// Finds the first input that is missing or that does not take its value. Otherwise appends to
// `changes`: a value that is nothing but a value provider which Talkdesk left unresolved counts as
// not filled in, and a select's value gets the spelling of its list. Members of `data` that are no
// inputs are nobody's business. An absent `data` is an empty one.
MaybeProblem readInputs(const std::optional<simdjson::dom::object>& data,
                        const Action& action,
                        std::vector<InputChange>& changes);

// `body` with the `changes` made in its `data`, and every other value byte for byte as it was;
// followed by capacity for a parser's padding. REQUIRES: `body` was read without complaint and has
// the members that are changed
std::string withChanges(std::string_view body, const std::vector<InputChange>& changes);

}  // namespace bailey::talkdesk
