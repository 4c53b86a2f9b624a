// Text of Zendesk's, or of a caller, made fit for where it goes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailey::zendesk {

// Whether `text` can be the id of a ticket, user or field: a positive integer of 64 bits at most.
[[nodiscard]] bool isId(std::string_view text);

// Without the blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// The beginning of `text`, at most `bytes_max` long, never ending inside a UTF-8 character.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t bytes_max);

// One line without markup, for people: tags and control characters become blanks, runs of blanks
// one.
[[nodiscard]] std::string plainLine(std::string_view text);

// ASCII letters in lower case.
[[nodiscard]] std::string lowerCase(std::string_view text);

}  // namespace bailey::zendesk
