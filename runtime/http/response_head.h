// Writes one answer, head and body, in the only shape this server has: JSON, uncached, framed by
// Content-Length. (contract.md §1.1, §9 cases 1, 5; reliability.md §3 "response splitting")
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::http {

// The views are read during appendResponse() only.
struct Response {
  int status = 500;                  // 200 to 599
  std::string_view body;             // JSON; not sent with 204 and 304
  bool close = false;                // Connection: close
  bool announce_keep_alive = false;  // Connection: keep-alive, which HTTP/1.0 clients wait for
  bool head_only = false;            // HEAD: the length of `body`, without `body`
  bool allow_post = false;           // Allow: POST, which a 405 owes
  std::optional<int> retry_after_s;  // Retry-After, in seconds, not below 0
  // X-Request-Id, if isRequestId(); left out otherwise.
  std::string_view request_id;
  // Date, as an IMF-fixdate ("Tue, 15 Nov 1994 08:12:31 GMT") that the caller makes once a second;
  // left out if empty or not 29 printable ASCII bytes.
  std::string_view date;
};

// Appends the answer to `out`. Allocates only by growing `out`.
// REQUIRES: 200 <= status <= 599
void appendResponse(std::string& out, const Response& response);

// Whether the text matches [A-Za-z0-9._-]{1,64}: the only ids that are taken over from a caller,
// written to a log or sent back.
bool isRequestId(std::string_view text);

// The standard phrase of a status, empty for one that this server has no use for.
std::string_view reasonOf(int status);

// Tells a client that waits with its body to send it. (RFC 9110 §10.1.1)
inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace bailey::http
