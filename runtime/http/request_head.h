// The strict reader of an HTTP/1.1 request head. It takes bytes as they arrive, allocates nothing,
// keeps no state of its own and has no opinion about sockets. What it does not understand exactly
// it refuses: two readers that guess differently are a smuggled request. (RFC 9112 §2-7, RFC 9110
// §5, §7.2; reliability.md §3 "request smuggling")
//
// Threads: free functions on the caller's data; nothing is shared.
#pragma once

#include "http/head.h"
#include "http/limits.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bailey::http {

// Every view points into the buffer given to parseHead() and lives as long as those bytes stay
// where they are. Members are meaningful only after HeadResult::State::Complete.
struct RequestHead {
  static constexpr std::size_t kFieldCapacity = 64;

  std::string_view method;  // a token, known or not: an unknown one still deserves its 405
  std::string_view target;  // as received
  std::string_view path;    // target without query; without scheme and authority too; "*" as it is
  std::array<Field, kFieldCapacity> fields;
  std::size_t field_count = 0;
  int minor_version = 1;  // of HTTP/1: 0 or 1

  // Absent with chunked == false means: no body. May exceed Limits::body_bytes_max; BodyDecoder or
  // the caller answers that with 413.
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  bool expect_continue = false;     // send kContinue before waiting for the body; HTTP/1.1 only
  bool has_content_coding = false;  // Content-Encoding other than identity: 415

  // The value of the first field of that name, letter case aside. REQUIRES: `name` in lower case.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
};

// Reads one head from the start of `buffer`, which holds everything received since the end of the
// previous message. `scanned_before` is 0 for a new message, else HeadResult::scanned of the last
// call; the buffer may have grown and moved in between, but not lost bytes. With it the work over
// all calls is linear in the size of the head, even if every call brings one byte.
//
// The outcome does not depend on how the bytes were cut. A broken line end, a control byte and a
// bad request line are refused as soon as they are seen, faults of fields when the head is
// complete.
//
// One empty line before the request line is let pass (RFC 9112 §2.2: some clients end a body with
// one too many), and counts into head_bytes. So a buffer of "\r\n" alone is an idle connection.
HeadResult parseHead(std::string_view buffer,
                     std::size_t scanned_before,
                     const Limits& limits,
                     RequestHead& out);

}  // namespace bailey::http
