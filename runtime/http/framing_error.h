// Why a message was refused before it was one. Whatever the reason, nobody can know any more where
// the next message begins: answer a request with statusOf(), and close. (RFC 9112 §2.2, §6.3)
#pragma once

#include <cstdint>
#include <string_view>

namespace bailey::http {

enum class FramingError : std::uint8_t {
  None = 0,
  // anywhere in the head
  BareCarriageReturn,
  BareLineFeed,
  ControlByte,  // below 0x20 or 0x7F, other than HTAB
  HeadTooLarge,
  // request line
  EmptyLines,  // more than the one that RFC 9112 §2.2 lets pass
  BadMethod,
  MethodNotServed,  // CONNECT: this is no proxy
  MissingVersion,   // HTTP/0.9
  BadVersion,
  UnsupportedVersion,
  TargetTooLong,
  BadTargetByte,
  BadPercentEncoding,
  BadTargetForm,
  BadTargetAuthority,
  // status line
  BadStatusLine,
  // fields
  FoldedField,
  FieldWithoutColon,
  BlankBeforeColon,
  BadFieldName,
  AmbiguousFieldName,  // content_length: some proxy may read it as Content-Length
  TooManyFields,
  MissingHost,
  DuplicateHost,
  BadHost,
  BadContentLength,
  ContentLengthOverflow,
  DuplicateContentLength,
  BadTransferEncoding,
  DuplicateTransferEncoding,
  UnknownTransferCoding,
  LengthAndTransferEncoding,
  TransferEncodingInHttp10,
  UnknownExpectation,
  DuplicateContentEncoding,  // of answers
  // body
  BodyTooLarge,
  BadChunkSize,
  BadChunkExtension,
  ChunkExtensionTooLong,
  BadChunkLineEnd,
  BadChunkDataEnd,
  TooMuchChunkOverhead,
  BadTrailer,
  ForbiddenTrailer,
  TrailerTooLarge,
};

inline constexpr int kFramingErrorCount = static_cast<int>(FramingError::TrailerTooLarge) + 1;

// The status to answer a request with; 502 for what only answers can have. REQUIRES: error !=
// FramingError::None
int statusOf(FramingError error);

// One word for logs and metrics, "bare_line_feed". It never holds a byte of the request: nginx was
// seen to log a password that it took for a request line. (reliability.md §0.6)
std::string_view codeOf(FramingError error);

}  // namespace bailey::http
