#include "simulator/redactor.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bailey::simulator {
namespace {

constexpr std::string_view kHidden = "[hidden]";

bool isContinuationByte(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string asJsonString(std::string_view text) {
  // Invalid UTF-8 is replaced: a credential that cannot be JSON was never sent as such.
  std::string quoted =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

// A terminal takes some of these as commands: C0, DEL, and C1 as UTF-8 writes it (C2 80..9F).
void blankControls(std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 =
        i > 0 && static_cast<unsigned char>(text[i - 1]) == 0xC2 && byte >= 0x80 && byte < 0xA0;
    if (is_c1) {
      text[i - 1] = ' ';
    }
    if (is_c1 || byte < 0x20 || byte == 0x7F) {
      text[i] = ' ';
    }
  }
}

void replaceAll(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

void Redactor::hide(std::string_view value) {
  if (value.empty()) {
    return;
  }
  hidden_.emplace_back(value);
  hidden_.push_back(asJsonString(value));
  std::sort(hidden_.begin(), hidden_.end(), [](const std::string& one, const std::string& other) {
    return one.size() != other.size() ? one.size() > other.size() : one < other;
  });
  hidden_.erase(std::unique(hidden_.begin(), hidden_.end()), hidden_.end());
}

void Redactor::hideAll(const nlohmann::json& auth) {
  if (auth.is_string()) {
    hide(auth.get_ref<const std::string&>());
  } else if (auth.is_number()) {
    hide(auth.dump());
  } else if (auth.is_structured()) {
    for (const nlohmann::json& child : auth) {
      hideAll(child);
    }
  }
}

std::string Redactor::redact(std::string_view text) const {
  std::string result(text);
  for (const std::string& value : hidden_) {
    replaceAll(result, value, kHidden);
  }
  return result;
}

std::string Redactor::excerpt(std::string_view text) const {
  // Hidden first, cut afterwards: otherwise a cut would leave the beginning of a credential.
  std::string line = redact(text);
  if (line.size() > kExcerptBytesMax) {
    std::size_t end = kExcerptBytesMax - 3;
    while (end > 0 && isContinuationByte(line[end])) {
      --end;
    }
    line.resize(end);
    line += "...";
  }
  blankControls(line);
  // Through JSON and back: replaces what is not UTF-8.
  const nlohmann::json quoted(line);
  return nlohmann::json::parse(
             quoted.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
      .get<std::string>();
}

}  // namespace bailey::simulator
