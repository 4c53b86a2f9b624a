// The values of the fields that say where a message ends and whether another may follow, by the
// rules that requests and answers share. What several of them mean together differs, and is not
// here. (RFC 9112 §6, §9.3; RFC 9110 §8.4, §8.6)
#pragma once

#include "http/framing_error.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace bailey::http {

// Digits only, and no list of them. Sets `out` unless it refuses.
FramingError parseContentLength(std::string_view value, std::optional<std::uint64_t>& out);

// Anything but "chunked" is refused. Sets `chunked`.
FramingError parseTransferEncoding(std::string_view value, bool& chunked);

struct ConnectionOptions {
  bool close = false;
  bool keep_alive = false;
};

// Adds what one Connection field says.
void readConnection(std::string_view value, ConnectionOptions& options);

// Whether the peer lets another message follow. `minor_version` of HTTP/1.
bool keepsAlive(const ConnectionOptions& options, int minor_version);

// Whether a Content-Encoding names no coding, or none that changes anything.
bool isIdentity(std::string_view value);

}  // namespace bailey::http
