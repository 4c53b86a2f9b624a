// Texts of SOSL, for phone numbers: SOQL compares them letter by letter, SOSL by its index of their
// digits. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bailey::salesforce {

// `text` as one phrase of a search: quoted, and every character with a meaning of its own behind a
// backslash. Empty when there is nothing to search for.
[[nodiscard]] std::string phrase(std::string_view text);

// The forms of `phone` to search for, as SOSL finds no endings of numbers: all its digits, and what
// is left without a country code of up to three digits, as it is and behind a trunk zero. Nothing
// for a number too short to be somebody's.
[[nodiscard]] std::vector<std::string> searchedDigits(std::string_view phone);

struct Returned {
  std::string_view object;
  std::vector<std::string> fields;
};

// Candidates for each of `phones`; nothing when none of them can be searched for. What comes is
// only alike: compare it.
[[nodiscard]] std::string phoneSearch(const std::vector<std::string>& phones,
                                      const std::vector<Returned>& returned);

}  // namespace bailey::salesforce
