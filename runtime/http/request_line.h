// The first line of a request. Used by parseHead(). (RFC 9112 §3)
#pragma once

#include "http/request_head.h"

#include <string_view>

namespace bailey::http {

// Reads `line`, which has neither line end nor control byte but HTAB, into method, target, path and
// minor_version. Takes origin-form, absolute-form with http or https, and "*" for OPTIONS.
FramingError parseRequestLine(std::string_view line, const Limits& limits, RequestHead& out);

}  // namespace bailey::http
