// The field lines of a head, and what they say about the message's framing. Used by parseHead();
// the trailer check of BodyDecoder shares isFramingField(). (RFC 9112 §5-7, §9; RFC 9110 §5, §7.2,
// §10.1.1)
#pragma once

#include "http/request_head.h"

#include <string_view>

namespace bailey::http {

// Reads `text`, whole lines that each end in CRLF and hold no other control byte but HTAB, into
// out.fields and the members that depend on them. REQUIRES: out.minor_version is set.
FramingError parseFieldSection(std::string_view text, const Limits& limits, RequestHead& out);

// True for the names that decide where a message ends or whom it is for, in any letter case and
// with
// '_' in place of '-'. They have no place in a trailer.
bool isFramingField(std::string_view name);

}  // namespace bailey::http
