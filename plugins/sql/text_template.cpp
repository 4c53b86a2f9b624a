#include "text_template.h"

#include <algorithm>

namespace bailey::sql {
namespace {

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), &isNameCharacter);
}

}  // namespace

TextTemplate::TextTemplate(std::string_view text,
                           const std::string& pointer,
                           Complaints& complaints) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c != '{' && c != '}') {
      literals_.back() += c;
      ++at;
    } else if (at + 1 < text.size() && text[at + 1] == c) {
      literals_.back() += c;
      at += 2;
    } else {
      const std::size_t close = c == '{' ? text.find('}', at) : std::string_view::npos;
      const std::string_view name =
          close == std::string_view::npos ? "" : text.substr(at + 1, close - at - 1);
      if (!isName(name)) {
        complaints.add(pointer, "has a brace that is not part of {name}; write {{ or }} for one");
        return;
      }
      names_.emplace_back(name);
      literals_.emplace_back();
      at = close + 1;
    }
  }
}

std::string TextTemplate::render(const std::function<std::string(std::size_t)>& value) const {
  std::string text = literals_.front();
  for (std::size_t i = 0; i < names_.size(); ++i) {
    text += value(i);
    text += literals_[i + 1];
  }
  return text;
}

std::string percentEncoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (isNameCharacter(c) || c == '-' || c == '.' || c == '~') {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kHex[byte >> 4U];
      encoded += kHex[byte & 0xFU];
    }
  }
  return encoded;
}

}  // namespace bailey::sql
