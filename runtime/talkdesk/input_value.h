// Whether a value is what an action's input takes, by the input's type. (contract.md §7.3; §9,
// cases 65 and 68)
#pragma once

#include "talkdesk/json_reading.h"
#include "talkdesk/profile.h"

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

constexpr std::size_t kPhoneCharactersMax = 40;  // an international number with its extension
constexpr std::size_t kUrlBytesMax = 2048;       // what browsers and CRMs take everywhere

// Whether `input` takes `value`, which is not empty. Scalars that mean the same are taken for each
// other: a number for a text, a text of digits for a number, a boolean as "true" or "false".
bool takesValue(const ActionInput& input, simdjson::dom::element value);

// What `input` takes, to follow "must be ".
std::string expectedOf(const ActionInput& input);

// How the list of a select spells `value`, blanks around it aside: in the same case, or else in any
// case. Nothing when it is not in the list. With a value provider in it the list is Talkdesk's, and
// every value is taken as it is. The result lives as long as `input` and `value`.
std::optional<std::string_view> spellingInSelect(const ActionInput& input, std::string_view value);

// A scalar as text, in `text` or as a constant; nothing for null, arrays and objects.
std::optional<std::string_view> scalarText(simdjson::dom::element value, ScalarText& text);

}  // namespace bailey::talkdesk
