#include "http/authority.h"

#include "http/character.h"

#include <algorithm>
#include <cstddef>

namespace bailey::http {
namespace {

bool isPort(std::string_view text) {
  unsigned port = 0;
  for (const char byte : text) {
    if (!isIn(CharClass::Digit, byte)) {
      return false;
    }
    port = port * 10 + hexValue(byte);
    if (port > 65535) {
      return false;
    }
  }
  return true;
}

// What stands behind the host: nothing, or a colon and a port.
bool isPortPart(std::string_view text) {
  return text.empty() || (text.front() == ':' && isPort(text.substr(1)));
}

bool isRegisteredName(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (isIn(CharClass::Host, text[i])) {
      continue;
    }
    if (text[i] != '%' || runOf(CharClass::Hex, text.substr(i + 1, 2)) != 2) {
      return false;
    }
    i += 2;
  }
  return !text.empty();
}

// dec-octet: 0 to 255 without leading zeros.
bool isOctet(std::string_view text) {
  if (text.empty() || text.size() > 3 || runOf(CharClass::Digit, text) != text.size() ||
      (text.size() > 1 && text.front() == '0')) {
    return false;
  }
  unsigned value = 0;
  for (const char byte : text) {
    value = value * 10 + hexValue(byte);
  }
  return value <= 255;
}

bool isIpv4(std::string_view text) {
  for (int part = 0; part < 3; ++part) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || !isOctet(text.substr(0, dot))) {
      return false;
    }
    text.remove_prefix(dot + 1);
  }
  return isOctet(text);
}

// The number of 16-bit groups in a colon-separated run, or -1 if it is none. Empty is 0 groups. A
// dotted IPv4 tail counts as two groups and is only taken where `tail_allowed`.
int countGroups(std::string_view text, bool tail_allowed) {
  if (text.empty()) {
    return 0;
  }
  for (int groups = 0; groups < 8;) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (last && tail_allowed && isIpv4(group)) {
      return groups + 2;
    }
    if (group.empty() || group.size() > 4 || runOf(CharClass::Hex, group) != group.size()) {
      return -1;
    }
    ++groups;
    if (last) {
      return groups;
    }
    text.remove_prefix(colon + 1);
  }
  return -1;
}

bool isIpv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    return countGroups(text, true) == 8;
  }
  const int before = countGroups(text.substr(0, gap), false);
  const int after = countGroups(text.substr(gap + 2), true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

}  // namespace

bool isValidAuthority(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    const std::size_t close = text.find(']');
    return close != std::string_view::npos && isIpv6(text.substr(1, close - 1)) &&
           isPortPart(text.substr(close + 1));
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  return isRegisteredName(text.substr(0, colon)) && isPortPart(text.substr(colon));
}

}  // namespace bailey::http
