#include "http/framing_error.h"

#include <array>
#include <cassert>
#include <cstddef>

namespace bailey::http {
namespace {

struct Entry {
  FramingError error;
  int status;
  std::string_view code;
};

constexpr std::array<Entry, kFramingErrorCount> kEntries{{
    {FramingError::None, 0, "none"},
    {FramingError::BareCarriageReturn, 400, "bare_carriage_return"},
    {FramingError::BareLineFeed, 400, "bare_line_feed"},
    {FramingError::ControlByte, 400, "control_byte"},
    {FramingError::HeadTooLarge, 431, "head_too_large"},
    {FramingError::EmptyLines, 400, "empty_lines"},
    {FramingError::BadMethod, 400, "bad_method"},
    // 501 rather than 405: a 405 owes an Allow field, and closing owes nothing.
    {FramingError::MethodNotServed, 501, "method_not_served"},
    {FramingError::MissingVersion, 400, "missing_version"},
    {FramingError::BadVersion, 400, "bad_version"},
    {FramingError::UnsupportedVersion, 505, "unsupported_version"},
    {FramingError::TargetTooLong, 414, "target_too_long"},
    {FramingError::BadTargetByte, 400, "bad_target_byte"},
    {FramingError::BadPercentEncoding, 400, "bad_percent_encoding"},
    {FramingError::BadTargetForm, 400, "bad_target_form"},
    {FramingError::BadTargetAuthority, 400, "bad_target_authority"},
    {FramingError::BadStatusLine, 502, "bad_status_line"},
    {FramingError::FoldedField, 400, "folded_field"},
    {FramingError::FieldWithoutColon, 400, "field_without_colon"},
    {FramingError::BlankBeforeColon, 400, "blank_before_colon"},
    {FramingError::BadFieldName, 400, "bad_field_name"},
    {FramingError::AmbiguousFieldName, 400, "ambiguous_field_name"},
    {FramingError::TooManyFields, 431, "too_many_fields"},
    {FramingError::MissingHost, 400, "missing_host"},
    {FramingError::DuplicateHost, 400, "duplicate_host"},
    {FramingError::BadHost, 400, "bad_host"},
    {FramingError::BadContentLength, 400, "bad_content_length"},
    {FramingError::ContentLengthOverflow, 400, "content_length_overflow"},
    {FramingError::DuplicateContentLength, 400, "duplicate_content_length"},
    {FramingError::BadTransferEncoding, 400, "bad_transfer_encoding"},
    {FramingError::DuplicateTransferEncoding, 400, "duplicate_transfer_encoding"},
    {FramingError::UnknownTransferCoding, 501, "unknown_transfer_coding"},
    {FramingError::LengthAndTransferEncoding, 400, "length_and_transfer_encoding"},
    {FramingError::TransferEncodingInHttp10, 400, "transfer_encoding_in_http_1_0"},
    {FramingError::UnknownExpectation, 417, "unknown_expectation"},
    {FramingError::DuplicateContentEncoding, 502, "duplicate_content_encoding"},
    {FramingError::BodyTooLarge, 413, "body_too_large"},
    {FramingError::BadChunkSize, 400, "bad_chunk_size"},
    {FramingError::BadChunkExtension, 400, "bad_chunk_extension"},
    {FramingError::ChunkExtensionTooLong, 400, "chunk_extension_too_long"},
    {FramingError::BadChunkLineEnd, 400, "bad_chunk_line_end"},
    {FramingError::BadChunkDataEnd, 400, "bad_chunk_data_end"},
    {FramingError::TooMuchChunkOverhead, 400, "too_much_chunk_overhead"},
    {FramingError::BadTrailer, 400, "bad_trailer"},
    {FramingError::ForbiddenTrailer, 400, "forbidden_trailer"},
    {FramingError::TrailerTooLarge, 431, "trailer_too_large"},
}};

constexpr bool entriesFollowTheEnum() {
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    if (static_cast<std::size_t>(kEntries[i].error) != i) {
      return false;
    }
  }
  return true;
}

static_assert(entriesFollowTheEnum(), "the table is indexed by FramingError");

const Entry& entryOf(FramingError error) {
  const auto index = static_cast<std::size_t>(error);
  assert(index < kEntries.size());
  return kEntries[index];
}

}  // namespace

int statusOf(FramingError error) {
  assert(error != FramingError::None);
  return entryOf(error).status;
}

std::string_view codeOf(FramingError error) {
  return entryOf(error).code;
}

}  // namespace bailey::http
