// E-mail addresses as people write them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace bailey {

// Whether both are the same mailbox: blanks around them aside, and upper and lower case of ASCII
// letters alike. A standard lets a server tell such cases apart in the part before the @, but none
// in use does, and CRMs change the case. False when one of them is no address at all.
[[nodiscard]] inline bool sameEmail(std::string_view left, std::string_view right) {
  const auto trimmed = [](std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    const std::size_t end = text.find_last_not_of(kBlanks) + 1;  // 0 when there are blanks only
    return text.substr(begin, end > begin ? end - begin : 0);
  };
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  left = trimmed(left);
  right = trimmed(right);
  const std::size_t at = left.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < left.size() &&
         std::equal(left.begin(), left.end(), right.begin(), right.end(), [&](char a, char b) {
           return lower(a) == lower(b);
         });
}

}  // namespace bailey
