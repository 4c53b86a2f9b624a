#include "http/version.h"

#include "http/character.h"

namespace bailey::http {

FramingError parseVersion(std::string_view text, int& minor_version) {
  if (text == "HTTP/1.1" || text == "HTTP/1.0") {
    minor_version = text.back() - '0';
    return FramingError::None;
  }
  // HTTP/1.2 to 1.9 were never written down; 505 is what such a peer understands (RFC 9110
  // §15.6.6).
  const bool well_formed = text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' &&
                           isIn(CharClass::Digit, text[5]) && isIn(CharClass::Digit, text[7]);
  return well_formed ? FramingError::UnsupportedVersion : FramingError::BadVersion;
}

}  // namespace bailey::http
