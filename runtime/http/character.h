// The character classes of RFC 9110 §5.6, RFC 9112 and RFC 3986, as one table look-up per byte.
// Locale plays no part, and a char of 0x80 or above is as good an index as any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bailey::http {

// Bits, so that one byte can be in several classes.
enum class CharClass : std::uint8_t {
  Token = 1,    // tchar: methods, field names, codings
  Digit = 2,    //
  Hex = 4,      //
  Target = 8,   // what a request target may hold: visible ASCII but '#'
  Host = 16,    // reg-name without percent: unreserved, sub-delims
  Value = 32,   // field-value: visible ASCII, SP, HTAB, obs-text
  Quoted = 64,  // qdtext: what may stand between double quotes without a backslash
};

namespace character_detail {

constexpr bool contains(std::string_view set, unsigned char byte) {
  return set.find(static_cast<char>(byte)) != std::string_view::npos;
}

constexpr std::uint8_t classesOf(unsigned char byte) {
  const bool digit = byte >= '0' && byte <= '9';
  const bool upper = byte >= 'A' && byte <= 'Z';
  const bool letter = upper || (byte >= 'a' && byte <= 'z');
  const bool hex = digit || (byte >= 'A' && byte <= 'F') || (byte >= 'a' && byte <= 'f');
  const bool visible = byte > 0x20 && byte < 0x7F;
  const bool value = visible || byte == ' ' || byte == '\t' || byte >= 0x80;
  const auto bit = [](bool set, CharClass which) {
    return set ? static_cast<unsigned>(which) : 0U;
  };
  return static_cast<std::uint8_t>(
      bit(digit || letter || contains("!#$%&'*+-.^_`|~", byte), CharClass::Token) |
      bit(digit, CharClass::Digit) | bit(hex, CharClass::Hex) |
      bit(visible && byte != '#', CharClass::Target) |
      bit(digit || letter || contains("-._~!$&'()*+,;=", byte), CharClass::Host) |
      bit(value, CharClass::Value) | bit(value && byte != '"' && byte != '\\', CharClass::Quoted));
}

constexpr std::array<std::uint8_t, 256> makeClasses() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t byte = 0; byte < classes.size(); ++byte) {
    classes[byte] = classesOf(static_cast<unsigned char>(byte));
  }
  return classes;
}

inline constexpr std::array<std::uint8_t, 256> kClasses = makeClasses();

}  // namespace character_detail

constexpr bool isIn(CharClass which, char byte) {
  return (character_detail::kClasses[static_cast<unsigned char>(byte)] &
          static_cast<unsigned>(which)) != 0;
}

constexpr bool isBlank(char byte) {
  return byte == ' ' || byte == '\t';
}

constexpr char lowered(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

// REQUIRES: isIn(CharClass::Hex, byte)
constexpr unsigned hexValue(char byte) {
  return isIn(CharClass::Digit, byte) ? static_cast<unsigned>(byte - '0')
                                      : static_cast<unsigned>(lowered(byte) - 'a') + 10U;
}

// How many bytes at the start of `text` are in the class.
constexpr std::size_t runOf(CharClass which, std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && isIn(which, text[length])) {
    ++length;
  }
  return length;
}

// REQUIRES: `lower` holds no upper-case letter.
constexpr bool equalsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lowered(text[i]) != lower[i]) {
      return false;
    }
  }
  return true;
}

// Without the optional blanks (OWS) around it.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isBlank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && isBlank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// Calls `use` with each element of a comma-separated list, trimmed; empty elements too. Stops when
// `use` returns false, and returns false then.
template <typename Use>
constexpr bool forEachElement(std::string_view list, Use&& use) {
  while (true) {
    const std::size_t comma = list.find(',');
    if (!use(trimmed(list.substr(0, comma)))) {
      return false;
    }
    if (comma == std::string_view::npos) {
      return true;
    }
    list.remove_prefix(comma + 1);
  }
}

}  // namespace bailey::http
