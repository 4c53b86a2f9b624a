#include "talkdesk/value_provider.h"

#include "talkdesk/json_reading.h"

#include <algorithm>

namespace bailey::talkdesk {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

bool isNameCharacter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_';
}

bool isName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), isNameCharacter);
}

}  // namespace

bool isValueProvider(std::string_view text) {
  text = trimmed(text);
  if (text.size() < kOpen.size() + kClose.size() || !text.starts_with(kOpen) ||
      !text.ends_with(kClose)) {
    return false;
  }
  std::string_view names =
      trimmed(text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size()));
  std::size_t dot = names.find('.');
  while (dot != std::string_view::npos) {
    if (!isName(names.substr(0, dot))) {
      return false;
    }
    names.remove_prefix(dot + 1);
    dot = names.find('.');
  }
  return isName(names);
}

}  // namespace bailey::talkdesk
