#include "http/field_section.h"

#include "http/authority.h"
#include "http/character.h"
#include "http/field_lines.h"
#include "http/framing_fields.h"

#include <algorithm>
#include <cstddef>

namespace bailey::http {
namespace {

// Some gateways hand fields on as CGI variables, where '-' and '_' are one: such a name is another
// spelling of a framing field to them, and none to us.
bool isUnderscoreSpelling(std::string_view name) {
  return equalsIgnoringCase(name, "content_length") ||
         equalsIgnoringCase(name, "transfer_encoding");
}

// Takes the fields one by one, then says what they mean together.
class FramingRules {
public:
  explicit FramingRules(RequestHead& head) : head_(head) {}

  FramingError take(const Field& field) {
    // Names are told apart by length first, so that most fields cost one comparison of a number.
    switch (field.name.size()) {
      case 4:
        return equalsIgnoringCase(field.name, "host") ? takeHost(field.value) : FramingError::None;
      case 6:
        return equalsIgnoringCase(field.name, "expect") ? takeExpect(field.value)
                                                        : FramingError::None;
      case 10:
        if (equalsIgnoringCase(field.name, "connection")) {
          readConnection(field.value, connection_);
        }
        return FramingError::None;
      case 14:
        return equalsIgnoringCase(field.name, "content-length") ? takeLength(field.value)
                                                                : refuseUnderscore(field.name);
      case 16:
        if (equalsIgnoringCase(field.name, "content-encoding")) {
          takeContentEncoding(field.value);
        }
        return FramingError::None;
      case 17:
        return equalsIgnoringCase(field.name, "transfer-encoding")
                   ? takeTransferEncoding(field.value)
                   : refuseUnderscore(field.name);
      default:
        return FramingError::None;
    }
  }

  FramingError finish() {
    const bool http_1_0 = head_.minor_version == 0;
    if (!host_seen_ && !http_1_0) {
      return FramingError::MissingHost;
    }
    if (head_.chunked && head_.content_length) {
      return FramingError::LengthAndTransferEncoding;
    }
    if (head_.chunked && http_1_0) {
      return FramingError::TransferEncodingInHttp10;
    }
    head_.keep_alive = keepsAlive(connection_, head_.minor_version);
    return FramingError::None;
  }

private:
  FramingError takeHost(std::string_view value) {
    if (host_seen_) {
      return FramingError::DuplicateHost;
    }
    host_seen_ = true;
    return isValidAuthority(value) ? FramingError::None : FramingError::BadHost;
  }

  FramingError takeLength(std::string_view value) {
    // Even an equal one: whoever sent two did not mean us well, or did not know what it sent.
    return head_.content_length ? FramingError::DuplicateContentLength
                                : parseContentLength(value, head_.content_length);
  }

  FramingError takeTransferEncoding(std::string_view value) {
    return head_.chunked ? FramingError::DuplicateTransferEncoding
                         : parseTransferEncoding(value, head_.chunked);
  }

  FramingError takeExpect(std::string_view value) {
    if (!equalsIgnoringCase(value, "100-continue")) {
      return FramingError::UnknownExpectation;
    }
    // An HTTP/1.0 client would not know what to do with a 100 (RFC 9110 §10.1.1).
    head_.expect_continue = head_.minor_version == 1;
    return FramingError::None;
  }

  void takeContentEncoding(std::string_view value) {
    head_.has_content_coding = head_.has_content_coding || !isIdentity(value);
  }

  static FramingError refuseUnderscore(std::string_view name) {
    return isUnderscoreSpelling(name) ? FramingError::AmbiguousFieldName : FramingError::None;
  }

  RequestHead& head_;
  ConnectionOptions connection_;
  bool host_seen_ = false;
};

}  // namespace

FramingError parseFieldSection(std::string_view text, const Limits& limits, RequestHead& out) {
  const std::size_t fields_max = std::min(limits.header_fields_max, RequestHead::kFieldCapacity);
  FramingRules rules(out);
  const FramingError error = readFieldLines(text, fields_max, out, rules);
  return error == FramingError::None ? rules.finish() : error;
}

bool isFramingField(std::string_view name) {
  return equalsIgnoringCase(name, "content-length") ||
         equalsIgnoringCase(name, "transfer-encoding") || equalsIgnoringCase(name, "host") ||
         isUnderscoreSpelling(name);
}

}  // namespace bailey::http
