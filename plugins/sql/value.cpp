#include "value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace bailey::sql {
namespace {

template <typename Number>
std::string decimal(Number number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return {digits.data(), end};
}

Value numberOf(std::string_view written) {
  const char* const end = written.data() + written.size();
  std::int64_t whole = 0;
  if (const auto [stop, failed] = std::from_chars(written.data(), end, whole);
      failed == std::errc{} && stop == end) {
    return whole;
  }
  double real = 0;
  if (const auto [stop, failed] = std::from_chars(written.data(), end, real);
      failed == std::errc{} && stop == end) {
    return real;
  }
  return std::string(written);
}

// The bytes of the UTF-8 character that begins at `at`; 0 when there is none.
// (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF)
std::size_t characterAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) -> unsigned {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const unsigned lead = byte(at);
  if (lead < 0x80) {
    return 1;
  }
  std::size_t length = 0;
  unsigned second_min = 0x80;
  unsigned second_max = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    second_min = lead == 0xE0 ? 0xA0 : 0x80;
    second_max = lead == 0xED ? 0x9F : 0xBF;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    second_min = lead == 0xF0 ? 0x90 : 0x80;
    second_max = lead == 0xF4 ? 0x8F : 0xBF;
  } else {
    return 0;
  }
  if (byte(at + 1) < second_min || byte(at + 1) > second_max) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      return 0;
    }
  }
  return length;
}

}  // namespace

std::string textOf(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return *text;
  }
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    return decimal(*whole);
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return decimal(*real);
  }
  return {};
}

Value valueOf(JsonView json) {
  switch (json.kind()) {
    case JsonView::Kind::Absent:
    case JsonView::Kind::Null:
      return {};
    case JsonView::Kind::Boolean:
      return std::int64_t{json.boolean().value_or(false) ? 1 : 0};
    case JsonView::Kind::Number:
      return numberOf(json.json());
    case JsonView::Kind::String:
    case JsonView::Kind::Array:
    case JsonView::Kind::Object:
      return json.text();
  }
  return {};
}

bool isUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = characterAt(text, at);
    if (length == 0) {
      return false;
    }
    at += length;
  }
  return true;
}

std::string toUtf8(std::string text) {
  if (isUtf8(text)) {
    return text;
  }
  std::string clean;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = characterAt(text, at);
    if (length == 0) {
      clean += "\xEF\xBF\xBD";
      ++at;
    } else {
      clean.append(text, at, length);
      at += length;
    }
  }
  return clean;
}

}  // namespace bailey::sql
