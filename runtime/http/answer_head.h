// The strict reader of the head of an HTTP/1.x answer, for what CRMs send us: request_head.h turned
// round, with the same walk and the same rules wherever they are the same. A CRM is as little
// trusted as a caller: an answer whose end two readers could see differently is the next caller's
// data. (RFC 9112 §2-7; reliability.md §3 "response amplification")
//
// Threads: free functions on the caller's data; nothing is shared.
#pragma once

#include "http/head.h"
#include "http/limits.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bailey::http {

// Every view points into the buffer given to parseAnswerHead() and lives as long as those bytes
// stay where they are. Members are meaningful only after HeadResult::State::Complete.
struct AnswerHead {
  // More than a request has: CRMs describe themselves, their cookies and their limits at length.
  static constexpr std::size_t kFieldCapacity = 128;

  int status = 0;         // 100 to 599
  int minor_version = 1;  // of HTTP/1: 0 or 1
  std::array<Field, kFieldCapacity> fields;
  std::size_t field_count = 0;

  // Of HEAD and of 304 they tell about another body; ask bodyFraming() first.
  std::optional<std::uint64_t> content_length;
  bool chunked = false;

  // Whether the peer lets the connection be used again. Not to be believed with
  // BodyFraming::UntilClose.
  bool keep_alive = true;
  std::string_view content_coding;  // as received, "gzip"; empty for none and for identity

  // The value of the first field of that name, letter case aside. REQUIRES: `name` in lower case.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
};

// Reads one head from the start of `buffer`. What is said at parseHead() about resuming, about
// pieces and about when a refusal comes holds here too. No empty line may stand before the head.
//
// Of `limits` the bytes of the head and its fields count; a value above kFieldCapacity counts as
// that. Beyond either is HeadTooLarge and TooManyFields. An interim answer (1xx) is a head like any
// other: the caller reads on behind it, and counts them.
HeadResult parseAnswerHead(std::string_view buffer,
                           std::size_t scanned_before,
                           const Limits& limits,
                           AnswerHead& out);

enum class BodyFraming : std::uint8_t {
  None = 0,    // there is no body, whatever the fields say
  Length,      // content_length bytes
  Chunked,     //
  UntilClose,  // until the peer closes, properly: with TLS, by a close_notify
};

// How the body behind `head` ends. `head_request`: the request was HEAD. (RFC 9112 §6.3)
BodyFraming bodyFraming(const AnswerHead& head, bool head_request);

}  // namespace bailey::http
