#include "http/answer_head.h"

#include "http/character.h"
#include "http/field_lines.h"
#include "http/framing_fields.h"
#include "http/head_reader.h"
#include "http/version.h"

#include <algorithm>

namespace bailey::http {
namespace {

constexpr std::size_t kVersionBytes = 8;  // of "HTTP/1.1"

// An answer of this status has no body, and no field can give it one.
constexpr bool isBodiless(int status) {
  return status < 200 || status == 204 || status == 304;
}

// version SP 3DIGIT [ SP reason ]. Nobody is told the reason, so it may be anything a value may be.
FramingError parseStatusLine(std::string_view line, AnswerHead& out) {
  const FramingError error = parseVersion(line.substr(0, kVersionBytes), out.minor_version);
  if (error != FramingError::None) {
    return error;
  }
  const std::string_view rest = line.substr(kVersionBytes);
  const std::string_view digits = rest.substr(std::min<std::size_t>(rest.size(), 1), 3);
  const bool well_formed = rest.starts_with(' ') && digits.size() == 3 &&
                           runOf(CharClass::Digit, digits) == digits.size() &&
                           (rest.size() == 4 || rest[4] == ' ');
  if (!well_formed) {
    return FramingError::BadStatusLine;
  }
  out.status =
      static_cast<int>(hexValue(digits[0]) * 100 + hexValue(digits[1]) * 10 + hexValue(digits[2]));
  return out.status >= 100 && out.status <= 599 ? FramingError::None : FramingError::BadStatusLine;
}

// Takes the fields one by one, then says what they mean together.
class AnswerFraming {
public:
  explicit AnswerFraming(AnswerHead& head) : head_(head) {}

  FramingError take(const Field& field) {
    switch (field.name.size()) {
      case 10:
        if (equalsIgnoringCase(field.name, "connection")) {
          readConnection(field.value, connection_);
        }
        return FramingError::None;
      case 14:
        return equalsIgnoringCase(field.name, "content-length") ? takeLength(field.value)
                                                                : FramingError::None;
      case 16:
        return equalsIgnoringCase(field.name, "content-encoding") ? takeCoding(field.value)
                                                                  : FramingError::None;
      case 17:
        return equalsIgnoringCase(field.name, "transfer-encoding")
                   ? takeTransferEncoding(field.value)
                   : FramingError::None;
      default:
        return FramingError::None;
    }
  }

  FramingError finish() {
    if (head_.chunked && head_.content_length) {
      return FramingError::LengthAndTransferEncoding;
    }
    if (head_.chunked && head_.minor_version == 0) {
      return FramingError::TransferEncodingInHttp10;
    }
    // A 204 with a body is none to us, and bytes of the next answer's place to its sender.
    const bool contradicts = isBodiless(head_.status) && head_.status != 304 &&
                             (head_.chunked || head_.content_length.value_or(0) > 0);
    head_.keep_alive = !contradicts && keepsAlive(connection_, head_.minor_version);
    return FramingError::None;
  }

private:
  FramingError takeLength(std::string_view value) {
    std::optional<std::uint64_t> length;
    const FramingError error = parseContentLength(value, length);
    if (error != FramingError::None) {
      return error;
    }
    // Some servers behind some proxies send it twice; only two answers to one question are a fault.
    if (head_.content_length && head_.content_length != length) {
      return FramingError::DuplicateContentLength;
    }
    head_.content_length = length;
    return FramingError::None;
  }

  FramingError takeTransferEncoding(std::string_view value) {
    return head_.chunked ? FramingError::DuplicateTransferEncoding
                         : parseTransferEncoding(value, head_.chunked);
  }

  FramingError takeCoding(std::string_view value) {
    if (isIdentity(value)) {
      return FramingError::None;
    }
    if (!head_.content_coding.empty()) {
      return FramingError::DuplicateContentEncoding;  // one on top of the other; nobody does that
    }
    head_.content_coding = value;
    return FramingError::None;
  }

  AnswerHead& head_;
  ConnectionOptions connection_;
};

struct AnswerRules {
  using Head = AnswerHead;
  static constexpr bool kEmptyLineFirst = false;

  static FramingError firstLine(std::string_view line, const Limits& /*limits*/, AnswerHead& out) {
    return parseStatusLine(line, out);
  }

  static FramingError fields(std::string_view lines, const Limits& limits, AnswerHead& out) {
    const std::size_t fields_max = std::min(limits.header_fields_max, AnswerHead::kFieldCapacity);
    AnswerFraming rules(out);
    const FramingError error = readFieldLines(lines, fields_max, out, rules);
    return error == FramingError::None ? rules.finish() : error;
  }
};

// The field array is left alone: field_count says how much of it counts.
void clear(AnswerHead& head) {
  head.status = 0;
  head.minor_version = 1;
  head.field_count = 0;
  head.content_length.reset();
  head.chunked = false;
  head.keep_alive = true;
  head.content_coding = {};
}

}  // namespace

std::optional<std::string_view> AnswerHead::find(std::string_view name) const {
  return findField({fields.data(), field_count}, name);
}

HeadResult parseAnswerHead(std::string_view buffer,
                           std::size_t scanned_before,
                           const Limits& limits,
                           AnswerHead& out) {
  clear(out);
  HeadReader<AnswerRules> reader(
      buffer.substr(0, limits.header_bytes_max), scanned_before, limits, out);
  HeadResult result = reader.read();
  if (result.state == HeadResult::State::Incomplete && buffer.size() >= limits.header_bytes_max) {
    result.state = HeadResult::State::Refused;
    result.error = FramingError::HeadTooLarge;
  }
  return result;
}

BodyFraming bodyFraming(const AnswerHead& head, bool head_request) {
  if (head_request || isBodiless(head.status)) {
    return BodyFraming::None;
  }
  if (head.chunked) {
    return BodyFraming::Chunked;
  }
  return head.content_length ? BodyFraming::Length : BodyFraming::UntilClose;
}

}  // namespace bailey::http
