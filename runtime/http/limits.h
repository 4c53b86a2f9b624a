// What one request may cost before anybody has looked at what it says. Every limit here is checked
// before the bytes beyond it are stored. (reliability.md §3 "slowloris", "oversized")
#pragma once

#include <cstddef>

namespace bailey::http {

struct Limits {
  // Request line, fields and the empty line that ends them, in bytes. More is 431, or 414 when not
  // even the request line ended within it.
  std::size_t header_bytes_max = std::size_t{16} * 1024;

  // Field lines in the head. Values above RequestHead::kFieldCapacity count as that. More is 431.
  std::size_t header_fields_max = 64;

  // The request target as received, in bytes. More is 414.
  std::size_t target_bytes_max = std::size_t{8} * 1024;

  // The body without its chunk framing, in bytes. More is 413.
  std::size_t body_bytes_max = std::size_t{1024} * 1024;
};

}  // namespace bailey::http
