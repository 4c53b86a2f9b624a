#include "talkdesk/message_text.h"

#include <cstdint>

namespace bailey::talkdesk {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  // 0: not UTF-8
};

std::uint8_t byteAt(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

// How many bytes `lead` announces, the bits of its own it carries, and the smallest code point that
// needs so many (anything smaller is an overlong form).
struct LeadByte {
  std::size_t bytes = 0;
  char32_t bits = 0;
  char32_t smallest = 0;
};

LeadByte readLead(std::uint8_t lead) {
  if (lead < 0x80) {
    return {1, lead, 0};
  }
  if (lead >= 0xC2 && lead < 0xE0) {
    return {2, lead & 0x1FU, 0x80};
  }
  if (lead >= 0xE0 && lead < 0xF0) {
    return {3, lead & 0x0FU, 0x800};
  }
  if (lead >= 0xF0 && lead < 0xF5) {
    return {4, lead & 0x07U, 0x10000};
  }
  return {};
}

Character firstCharacter(std::string_view text) {
  const LeadByte lead = readLead(byteAt(text, 0));
  if (lead.bytes == 0 || lead.bytes > text.size()) {
    return {};
  }
  char32_t code = lead.bits;
  for (std::size_t at = 1; at < lead.bytes; ++at) {
    const std::uint8_t byte = byteAt(text, at);
    if ((byte & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (byte & 0x3FU);
  }
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < lead.smallest || code > 0x10FFFF || is_surrogate) {
    return {};
  }
  return {code, lead.bytes};
}

bool isControl(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
         code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

}  // namespace

std::string cleanMessage(std::string_view text, std::size_t characters_max) {
  std::string clean;
  std::size_t characters = 0;
  bool space_due = false;
  while (!text.empty()) {
    const Character character = firstCharacter(text);
    const std::size_t bytes = character.bytes == 0 ? 1 : character.bytes;
    if (character.bytes != 0 && (character.code == ' ' || isControl(character.code))) {
      space_due = true;
      text.remove_prefix(bytes);
      continue;
    }
    const bool needs_space = space_due && !clean.empty();
    if (characters + (needs_space ? 2U : 1U) > characters_max) {
      break;
    }
    if (needs_space) {
      clean.push_back(' ');
      ++characters;
    }
    space_due = false;
    clean.append(character.bytes == 0 ? kReplacement : text.substr(0, bytes));
    ++characters;
    text.remove_prefix(bytes);
  }
  return clean;
}

}  // namespace bailey::talkdesk
