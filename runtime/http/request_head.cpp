#include "http/request_head.h"

#include "http/field_section.h"
#include "http/head_reader.h"
#include "http/request_line.h"

namespace bailey::http {
namespace {

struct RequestRules {
  using Head = RequestHead;
  static constexpr bool kEmptyLineFirst = true;

  static FramingError firstLine(std::string_view line, const Limits& limits, RequestHead& out) {
    return parseRequestLine(line, limits, out);
  }

  static FramingError fields(std::string_view lines, const Limits& limits, RequestHead& out) {
    return parseFieldSection(lines, limits, out);
  }
};

// The field array is left alone: field_count says how much of it counts.
void clear(RequestHead& head) {
  head.method = {};
  head.target = {};
  head.path = {};
  head.field_count = 0;
  head.minor_version = 1;
  head.content_length.reset();
  head.chunked = false;
  head.keep_alive = true;
  head.expect_continue = false;
  head.has_content_coding = false;
}

}  // namespace

std::optional<std::string_view> RequestHead::find(std::string_view name) const {
  return findField({fields.data(), field_count}, name);
}

HeadResult parseHead(std::string_view buffer,
                     std::size_t scanned_before,
                     const Limits& limits,
                     RequestHead& out) {
  clear(out);
  // Nothing behind the limit is looked at, so that a head is too large or not whatever follows it.
  HeadReader<RequestRules> reader(
      buffer.substr(0, limits.header_bytes_max), scanned_before, limits, out);
  HeadResult result = reader.read();
  if (result.state == HeadResult::State::Incomplete && buffer.size() >= limits.header_bytes_max) {
    result.state = HeadResult::State::Refused;
    result.error =
        reader.pastFirstLine() ? FramingError::HeadTooLarge : FramingError::TargetTooLong;
  }
  return result;
}

}  // namespace bailey::http
