// The version in the first line of a message. (RFC 9112 §2.3)
#pragma once

#include "http/framing_error.h"

#include <string_view>

namespace bailey::http {

// "HTTP/1.0" or "HTTP/1.1" and nothing else. Sets `minor_version` to 0 or 1 unless it refuses.
FramingError parseVersion(std::string_view text, int& minor_version);

}  // namespace bailey::http
