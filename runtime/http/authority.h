// host[:port] as it stands in a Host field or in an absolute-form target. (RFC 9110 §7.2, RFC 3986
// §3.2.2)
#pragma once

#include <string_view>

namespace bailey::http {

// True for a non-empty registered name, IPv4 address or bracketed IPv6 address, with an optional
// port up to 65535. User info, blanks, zone identifiers and IPvFuture are refused; "host:" passes,
// because the RFC lets the port be empty.
bool isValidAuthority(std::string_view text);

}  // namespace bailey::http
