#include "talkdesk/json_writer.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>

namespace bailey::talkdesk {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101U;
constexpr std::uint64_t kHighBits = 0x8080808080808080U;

constexpr auto kNeedsEscape = [] {
  std::array<bool, 256> needs{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) {
    needs[byte] = true;
  }
  needs['"'] = true;
  needs['\\'] = true;
  return needs;
}();

bool needsEscape(char letter) {
  return kNeedsEscape[static_cast<unsigned char>(letter)];
}

// Whether any of eight bytes needs an escape. A borrow can only start at a byte that does, so the
// answer is exact. (Each term: "some byte is less than n", the usual word-at-a-time test.)
bool anyNeedsEscape(std::uint64_t word) {
  const std::uint64_t quotes = word ^ (kOnes * static_cast<std::uint64_t>('"'));
  const std::uint64_t backslashes = word ^ (kOnes * static_cast<std::uint64_t>('\\'));
  const std::uint64_t marks = ((word - kOnes * 0x20U) & ~word) | ((quotes - kOnes) & ~quotes) |
                              ((backslashes - kOnes) & ~backslashes);
  return (marks & kHighBits) != 0;
}

// The length of the longest start of `text` that can be copied as it is.
std::size_t plainLength(std::string_view text) {
  std::size_t at = 0;
  while (text.size() - at >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if (anyNeedsEscape(word)) {
      break;
    }
    at += sizeof word;
  }
  while (at < text.size() && !needsEscape(text[at])) {
    ++at;
  }
  return at;
}

void appendEscape(std::string& out, char letter) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  switch (letter) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(letter);
  out.append("\\u00");
  out.push_back(kHexDigits[byte >> 4U]);
  out.push_back(kHexDigits[byte & 0x0FU]);
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
  out.push_back('"');
  while (true) {
    const std::size_t plain = plainLength(text);
    out.append(text.data(), plain);
    if (plain == text.size()) {
      break;
    }
    appendEscape(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out.push_back('"');
}

void JsonWriter::name(std::string_view name) {
  separate();
  appendJsonString(out_, name);
  out_.push_back(':');
}

void JsonWriter::text(std::string_view value) {
  separate();
  appendJsonString(out_, value);
}

void JsonWriter::integer(std::int64_t value) {
  separate();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
}

void JsonWriter::boolean(bool value) {
  separate();
  out_.append(value ? "true" : "false");
}

void JsonWriter::raw(std::string_view json) {
  separate();
  out_.append(json);
}

}  // namespace bailey::talkdesk
