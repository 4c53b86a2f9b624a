#include "text.h"

#include <algorithm>

namespace bailey::zendesk {

bool isId(std::string_view text) {
  constexpr std::size_t kDigitsMax = 18;  // always below 2^63
  return !text.empty() && text.size() <= kDigitsMax && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return text;
  }
  const auto is_inside_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  };
  while (bytes_max > 0 && is_inside_character(text[bytes_max])) {
    --bytes_max;
  }
  return text.substr(0, bytes_max);
}

std::string plainLine(std::string_view text) {
  std::string line;
  bool in_tag = false;
  for (const char c : text) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    const bool is_blank = in_tag || c == '<' || c == '>' || c == ' ' || is_control;
    in_tag = (in_tag || c == '<') && c != '>';
    if (!is_blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return std::string(trimmed(line));
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

}  // namespace bailey::zendesk
