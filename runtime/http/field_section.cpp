#include "http/field_section.h"

#include "http/authority.h"
#include "http/character.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace bailey::http {
namespace {

// Some gateways hand fields on as CGI variables, where '-' and '_' are one: such a name is another
// spelling of a framing field to them, and none to us.
bool isUnderscoreSpelling(std::string_view name) {
  return equalsIgnoringCase(name, "content_length") ||
         equalsIgnoringCase(name, "transfer_encoding");
}

FramingError parseLength(std::string_view value, std::optional<std::uint64_t>& out) {
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
          takeConnection(field.value);
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
    head_.keep_alive = !close_seen_ && (!http_1_0 || keep_alive_seen_);
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
                                : parseLength(value, head_.content_length);
  }

  FramingError takeTransferEncoding(std::string_view value) {
    if (head_.chunked) {
      return FramingError::DuplicateTransferEncoding;
    }
    head_.chunked = equalsIgnoringCase(value, "chunked");
    return head_.chunked ? FramingError::None : refuseCoding(value);
  }

  FramingError takeExpect(std::string_view value) {
    if (!equalsIgnoringCase(value, "100-continue")) {
      return FramingError::UnknownExpectation;
    }
    // An HTTP/1.0 client would not know what to do with a 100 (RFC 9110 §10.1.1).
    head_.expect_continue = head_.minor_version == 1;
    return FramingError::None;
  }

  void takeConnection(std::string_view value) {
    forEachElement(value, [this](std::string_view option) {
      close_seen_ = close_seen_ || equalsIgnoringCase(option, "close");
      keep_alive_seen_ = keep_alive_seen_ || equalsIgnoringCase(option, "keep-alive");
      return true;
    });
  }

  void takeContentEncoding(std::string_view value) {
    const bool plain = forEachElement(value, [](std::string_view coding) {
      return coding.empty() || equalsIgnoringCase(coding, "identity");
    });
    head_.has_content_coding = head_.has_content_coding || !plain;
  }

  static FramingError refuseUnderscore(std::string_view name) {
    return isUnderscoreSpelling(name) ? FramingError::AmbiguousFieldName : FramingError::None;
  }

  RequestHead& head_;
  bool host_seen_ = false;
  bool close_seen_ = false;
  bool keep_alive_seen_ = false;
};

// Which of the ways to be no field line this one is. `name_end` is where its leading token ends.
FramingError refuseLine(std::string_view line, std::size_t name_end) {
  if (isBlank(line.front())) {
    return FramingError::FoldedField;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return FramingError::FieldWithoutColon;
  }
  return name_end > 0 && trimmed(line.substr(name_end, colon - name_end)).empty()
             ? FramingError::BlankBeforeColon
             : FramingError::BadFieldName;
}

}  // namespace

FramingError parseFieldSection(std::string_view text, const Limits& limits, RequestHead& out) {
  const std::size_t fields_max = std::min(limits.header_fields_max, RequestHead::kFieldCapacity);
  FramingRules rules(out);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\r'));
    text.remove_prefix(line.size() + 2);
    const std::size_t name_end = runOf(CharClass::Token, line);
    if (name_end == 0 || name_end == line.size() || line[name_end] != ':') {
      return refuseLine(line, name_end);
    }
    if (out.field_count == fields_max) {
      return FramingError::TooManyFields;
    }
    Field& field = out.fields[out.field_count++];
    field = {line.substr(0, name_end), trimmed(line.substr(name_end + 1))};
    const FramingError error = rules.take(field);
    if (error != FramingError::None) {
      return error;
    }
  }
  return rules.finish();
}

bool isFramingField(std::string_view name) {
  return equalsIgnoringCase(name, "content-length") ||
         equalsIgnoringCase(name, "transfer-encoding") || equalsIgnoringCase(name, "host") ||
         isUnderscoreSpelling(name);
}

}  // namespace bailey::http
