// Makes text from a plugin, and so perhaps from a CRM, fit for an error's `message`.
// (reliability.md §3, credential leakage in answers)
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

constexpr std::size_t kMessageCharactersMax = 200;

// At most `characters_max` whole UTF-8 characters of `text`, trimmed. A run of control characters
// (also C1, line separators and those that turn the writing direction) becomes one space; a byte
// that is not UTF-8 becomes U+FFFD. So the result is always valid UTF-8 on one line.
std::string cleanMessage(std::string_view text, std::size_t characters_max = kMessageCharactersMax);

}  // namespace bailey::talkdesk
