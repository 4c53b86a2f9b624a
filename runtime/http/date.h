// Points in time as HTTP writes them. (RFC 9110 §5.6.7)
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace bailey::http {

// All three forms: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" and
// "Sun Nov  6 08:49:37 1994". Nothing for any other text, nor for a day or a time that there is
// not; whether the name of the weekday fits is not asked. Two digits of a year mean 1970 to 2069.
std::optional<std::chrono::sys_seconds> parseDate(std::string_view text);

}  // namespace bailey::http
