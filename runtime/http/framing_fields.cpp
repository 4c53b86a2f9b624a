#include "http/framing_fields.h"

#include "http/character.h"

#include <limits>

namespace bailey::http {
namespace {

// Only for values other than "chunked": a list of well-formed coding names is one that we do not
// serve, anything else is an attempt.
FramingError refuseCoding(std::string_view value) {
  int chunked_count = 0;
  const bool well_formed = forEachElement(value, [&chunked_count](std::string_view coding) {
    chunked_count += equalsIgnoringCase(coding, "chunked") ? 1 : 0;
    return !coding.empty() && runOf(CharClass::Token, coding) == coding.size();
  });
  return well_formed && chunked_count < 2 ? FramingError::UnknownTransferCoding
                                          : FramingError::BadTransferEncoding;
}

}  // namespace

FramingError parseContentLength(std::string_view value, std::optional<std::uint64_t>& out) {
  if (value.empty() || runOf(CharClass::Digit, value) != value.size()) {
    return FramingError::BadContentLength;
  }
  std::uint64_t length = 0;
  for (const char byte : value) {
    const std::uint64_t digit = hexValue(byte);
    if (length > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) {
      return FramingError::ContentLengthOverflow;
    }
    length = length * 10 + digit;
  }
  out = length;
  return FramingError::None;
}

FramingError parseTransferEncoding(std::string_view value, bool& chunked) {
  chunked = equalsIgnoringCase(value, "chunked");
  return chunked ? FramingError::None : refuseCoding(value);
}

void readConnection(std::string_view value, ConnectionOptions& options) {
  forEachElement(value, [&options](std::string_view option) {
    options.close = options.close || equalsIgnoringCase(option, "close");
    options.keep_alive = options.keep_alive || equalsIgnoringCase(option, "keep-alive");
    return true;
  });
}

bool keepsAlive(const ConnectionOptions& options, int minor_version) {
  return !options.close && (minor_version > 0 || options.keep_alive);
}

bool isIdentity(std::string_view value) {
  return forEachElement(value, [](std::string_view coding) {
    return coding.empty() || equalsIgnoringCase(coding, "identity");
  });
}

}  // namespace bailey::http
