// The address of something at a CRM, read so strictly that no two readers see two hosts in it: what
// is checked against the allow-list is what is connected to. (reliability.md §3 "SSRF")
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bailey::upstream {

// Longer than any CRM takes: SOQL in a query is the longest there is.
inline constexpr std::size_t kUrlBytesMax = std::size_t{16} * 1024;

struct Url {
  bool tls = true;
  // A name in lower case, or an IP address in its one canonical form; IPv6 without its brackets.
  std::string host;
  std::uint16_t port = 443;
  // Path and query as they go onto the request line; begins with "/". May hold a secret.
  std::string target;
};

// http or https, a host of LDH labels or an IP address, a port from 1 to 65535. No user info, no
// fragment, no backslash, nothing but visible ASCII, no "." or ".." in the path however encoded. A
// host whose last label looks like a number is an address in dotted decimals or refused, so that
// 0x7f.1 never gets to a resolver. The error holds nothing of `text`, which may hold a credential.
core::Result<Url> parseUrl(std::string_view text);

// Where a Location field leads from `base`: a whole URL, or a path with or without query, which
// stays at its origin. Anything else, "//host/" and "next" too, is refused.
core::Result<Url> resolveReference(const Url& base, std::string_view location);

// What the Host field says: the host, in brackets for IPv6, and the port unless it is the default.
std::string authorityOf(const Url& url);

// "https://" and the authority: two URLs of one origin share it, and no others do.
std::string originOf(const Url& url);

}  // namespace bailey::upstream
