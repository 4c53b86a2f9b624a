#include "upstream/url.h"

#include "http/character.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <optional>
#include <utility>

namespace bailey::upstream {
namespace {

using http::CharClass;
using http::isIn;

constexpr std::size_t kHostBytesMax = 253;
constexpr std::size_t kLabelBytesMax = 63;

core::Error refusal(std::string_view clause) {
  return core::Error{"the URL " + std::string(clause)};
}

constexpr std::uint16_t defaultPort(bool tls) {
  return tls ? 443 : 80;
}

bool isVisible(char byte) {
  return byte > ' ' && byte < '\x7F';
}

// The canonical text of an address, or nothing. inet_pton() takes no octal, no hexadecimal, no
// short form and no zone.
std::optional<std::string> canonicalAddress(int family, std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> canonical{};
  in6_addr address{};  // room for either family
  if (inet_pton(family, std::string(text).c_str(), &address) != 1 ||
      inet_ntop(family, &address, canonical.data(), canonical.size()) == nullptr) {
    return std::nullopt;
  }
  return std::string(canonical.data());
}

bool isAlphanumeric(char lower) {
  return isIn(CharClass::Digit, lower) || (lower >= 'a' && lower <= 'z');
}

bool isLabel(std::string_view lower) {
  return !lower.empty() && lower.size() <= kLabelBytesMax && isAlphanumeric(lower.front()) &&
         isAlphanumeric(lower.back()) && std::all_of(lower.begin(), lower.end(), [](char byte) {
           return isAlphanumeric(byte) || byte == '-';
         });
}

bool isName(std::string_view lower) {
  while (true) {
    const std::size_t dot = lower.find('.');
    if (!isLabel(lower.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    lower.remove_prefix(dot + 1);
  }
}

// Whether some resolver would take it for (a part of) an IPv4 address: 1, 0177, 0x7f, 0x.
bool looksLikeNumber(std::string_view label) {
  return http::runOf(CharClass::Digit, label) == label.size() ||
         (label.starts_with("0x") &&
          http::runOf(CharClass::Hex, label.substr(2)) == label.size() - 2);
}

core::Result<std::string> parseHost(std::string_view text) {
  if (text.empty() || text.size() > kHostBytesMax) {
    return refusal("must name a host of 1 to 253 characters");
  }
  std::string host(text);
  std::transform(host.begin(), host.end(), host.begin(), http::lowered);
  if (!isName(host)) {
    return refusal("must name its host by letters, digits and hyphens between single dots");
  }
  if (!looksLikeNumber(std::string_view(host).substr(host.rfind('.') + 1))) {
    return host;
  }
  auto address = canonicalAddress(AF_INET, host);
  if (!address) {
    return refusal("must not end its host in a number, unless it is an address like 192.0.2.1");
  }
  return *std::move(address);
}

core::Result<std::string> parseBracketedHost(std::string_view text) {
  auto address = canonicalAddress(AF_INET6, text);
  if (!address) {
    return refusal("must have an IPv6 address between its brackets");
  }
  return *std::move(address);
}

std::optional<std::uint16_t> parsePort(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.front() == '0' ||
      http::runOf(CharClass::Digit, text) != text.size()) {
    return std::nullopt;
  }
  unsigned port = 0;
  for (const char byte : text) {
    port = port * 10 + http::hexValue(byte);
  }
  return port <= 65535 ? std::optional(static_cast<std::uint16_t>(port)) : std::nullopt;
}

// Puts host and port into `url`, which knows its scheme; returns what is wrong, if anything.
std::optional<core::Error> parseAuthority(std::string_view authority, Url& url) {
  if (authority.find('@') != std::string_view::npos) {
    return refusal("must not hold a user name or password");
  }
  const bool bracketed = authority.starts_with('[');
  const std::size_t host_end = authority.find(bracketed ? ']' : ':');
  if (bracketed && host_end == std::string_view::npos) {
    return refusal("must close the bracket around its host");
  }
  auto host = bracketed ? parseBracketedHost(authority.substr(1, host_end - 1))
                        : parseHost(authority.substr(0, host_end));
  if (!host.ok()) {
    return host.error();
  }
  url.host = std::move(host.value());
  url.port = defaultPort(url.tls);
  const std::size_t colon = bracketed ? host_end + 1 : std::min(host_end, authority.size());
  if (colon == authority.size()) {
    return std::nullopt;
  }
  const auto port = authority[colon] == ':' ? parsePort(authority.substr(colon + 1)) : std::nullopt;
  if (!port) {
    return refusal("must have a port from 1 to 65535 behind the colon, or neither");
  }
  url.port = *port;
  return std::nullopt;
}

// Whether a segment of the path is "." or "..". The other end may decode before it splits, may take
// a backslash for a slash, and may cut parameters off: %2e%2e, ..%2f and ..; are all the same to
// it. REQUIRES: each percent sign is followed by two hexadecimal digits.
bool hasDotSegment(std::string_view path) {
  std::size_t dots = 0;
  bool only_dots = true;
  for (std::size_t i = 0; i < path.size(); ++i) {
    char byte = path[i];
    if (byte == '%') {
      byte = static_cast<char>(http::hexValue(path[i + 1]) * 16 + http::hexValue(path[i + 2]));
      i += 2;
    }
    if (byte == '/' || byte == '\\' || byte == ';') {
      if (only_dots && (dots == 1 || dots == 2)) {
        return true;
      }
      dots = 0;
      only_dots = true;
    } else {
      ++dots;
      only_dots = only_dots && byte == '.';
    }
  }
  return only_dots && (dots == 1 || dots == 2);
}

// What is wrong with a path and query, if anything. REQUIRES: it begins with "/".
std::optional<core::Error> checkTarget(std::string_view target) {
  for (std::size_t i = target.find('%'); i != std::string_view::npos; i = target.find('%', i + 1)) {
    if (http::runOf(CharClass::Hex, target.substr(i + 1, 2)) != 2) {
      return refusal("must have two hexadecimal digits behind each percent sign");
    }
  }
  if (hasDotSegment(target.substr(0, target.find('?')))) {
    return refusal("must not have . or .. in its path");
  }
  return std::nullopt;
}

// What holds for all of the text, whichever part a byte is in.
std::optional<core::Error> checkBytes(std::string_view text) {
  if (text.size() > kUrlBytesMax) {
    return refusal("is longer than " + std::to_string(kUrlBytesMax) + " bytes");
  }
  if (!std::all_of(text.begin(), text.end(), isVisible)) {
    return refusal("must hold visible ASCII characters only; percent-encode the others");
  }
  if (text.find('\\') != std::string_view::npos) {
    return refusal("must not hold a backslash");
  }
  if (text.find('#') != std::string_view::npos) {
    return refusal("must not have a fragment");
  }
  return std::nullopt;
}

}  // namespace

core::Result<Url> parseUrl(std::string_view text) {
  if (const auto error = checkBytes(text)) {
    return *error;
  }
  Url url;
  const std::size_t scheme_end = text.find("://");
  const std::string_view scheme = text.substr(0, scheme_end);
  url.tls = http::equalsIgnoringCase(scheme, "https");
  if (scheme_end == std::string_view::npos ||
      !(url.tls || http::equalsIgnoringCase(scheme, "http"))) {
    return refusal("must begin with https:// or http://");
  }
  const std::string_view rest = text.substr(scheme_end + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  if (const auto error = parseAuthority(rest.substr(0, authority_end), url)) {
    return *error;
  }
  url.target = rest.substr(authority_end);
  if (!url.target.starts_with('/')) {
    url.target.insert(0, 1, '/');
  }
  if (const auto error = checkTarget(url.target)) {
    return *error;
  }
  return url;
}

core::Result<Url> resolveReference(const Url& base, std::string_view location) {
  if (!location.starts_with('/')) {
    return parseUrl(location);
  }
  if (location.starts_with("//")) {
    return refusal("must be whole or begin with a single slash");
  }
  if (const auto error = checkBytes(location)) {
    return *error;
  }
  if (const auto error = checkTarget(location)) {
    return *error;
  }
  Url url = base;
  url.target = location;
  return url;
}

std::string authorityOf(const Url& url) {
  const bool is_ipv6 = url.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + url.host + "]" : url.host;
  return url.port == defaultPort(url.tls) ? host : host + ":" + std::to_string(url.port);
}

std::string originOf(const Url& url) {
  return (url.tls ? "https://" : "http://") + authorityOf(url);
}

}  // namespace bailey::upstream
