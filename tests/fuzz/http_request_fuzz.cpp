// Feeds one connection's bytes to the HTTP codec as a connection does, and checks what must hold
// for all bytes there are: the outcome does not depend on how they were cut, views stay inside the
// buffer, nothing is consumed that was not there, and no message has two lengths.
//
// Input: two bytes choose the piece size and the limits, the rest is what the peer sends.
#include "../unit/http/connection_model.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string_view>

namespace bailey::http {
namespace {

// Not assert(): it must hold in every build type. The fuzzer keeps the input that got here.
void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
  }
}

bool liesWithin(std::string_view part, std::string_view whole) {
  const std::less_equal<const char*> not_after;
  return part.empty() || (not_after(whole.data(), part.data()) &&
                          not_after(part.data() + part.size(), whole.data() + whole.size()));
}

Limits limitsOf(std::uint8_t choice) {
  Limits limits;
  if ((choice & 1U) != 0) {
    limits.header_bytes_max = 128;
    limits.target_bytes_max = 32;
  }
  if ((choice & 2U) != 0) {
    limits.header_fields_max = 3;
  }
  if ((choice & 4U) != 0) {
    limits.body_bytes_max = 16;
  }
  return limits;
}

void checkHead(std::string_view message, const Limits& limits) {
  RequestHead head;
  const HeadResult result = parseHead(message, 0, limits, head);
  require(result.scanned <= message.size(), "scanned lies within the input");
  if (result.state == HeadResult::State::Refused) {
    require(statusOf(result.error) >= 400, "a refusal has a status");
    return;
  }
  if (result.state == HeadResult::State::Incomplete) {
    require(message.size() < limits.header_bytes_max, "waiting ends at the limit");
    return;
  }
  const std::string_view bytes = message.substr(0, result.head_bytes);
  require(result.head_bytes <= std::min(message.size(), limits.header_bytes_max), "head_bytes");
  require(bytes.ends_with("\r\n\r\n"), "a head ends with an empty line");
  require(liesWithin(head.method, bytes) && !head.method.empty(), "method");
  require(liesWithin(head.target, bytes) && !head.target.empty(), "target");
  require(liesWithin(head.path, head.target) && !head.path.empty(), "path");
  require(head.path.front() == '/' || head.path == "*", "a path is absolute");
  require(head.path.find('?') == std::string_view::npos, "a path has no query");
  require(head.field_count <= std::min(head.fields.size(), limits.header_fields_max), "fields");
  for (std::size_t i = 0; i < head.field_count; ++i) {
    const Field& field = head.fields[i];
    require(liesWithin(field.name, bytes) && !field.name.empty(), "field name");
    require(liesWithin(field.value, bytes), "field value");
    require(field.value.find_first_of(std::string_view("\0\r\n\x7f", 4)) == std::string_view::npos,
            "a value holds no control byte");
  }
  require(!(head.find("content-length") && head.find("transfer-encoding")), "one length");
  require(head.chunked == head.find("transfer-encoding").has_value(), "chunked or refused");
  require(head.content_length.has_value() == head.find("content-length").has_value(), "length");
  require(head.find("host") || head.minor_version == 0, "HTTP/1.1 has a host");
}

void checkMessage(std::string_view message, const Limits& limits, std::size_t piece_bytes) {
  const Outcome whole = outcomeOf(message, 0, limits);
  require(whole.message_bytes <= message.size(), "consumed lies within the input");
  require(whole.body.size() <= std::min(limits.body_bytes_max, message.size()), "body size");
  if (whole.state == Outcome::State::Complete) {
    require(whole.head_complete, "no body without a head");
    require(whole.chunked || whole.body.size() == whole.content_length.value_or(0), "whole body");
    require(outcomeOf(message.substr(0, whole.message_bytes), 0, limits) == whole,
            "what follows a message plays no part in it");
  }
  require(outcomeOf(message, piece_bytes, limits) == whole, "same outcome in pieces");
  // The model copies its buffer at each piece: keep that from being all the fuzzer does.
  if (message.size() <= 2048) {
    require(outcomeOf(message, 1, limits) == whole, "same outcome byte by byte");
  }
}

// Reads message after message as long as the connection would stay open.
void checkConnection(std::string_view bytes, const Limits& limits, std::size_t piece_bytes) {
  for (int messages = 0; messages < 8 && !bytes.empty(); ++messages) {
    checkHead(bytes, limits);
    checkMessage(bytes, limits, piece_bytes);
    const Outcome outcome = outcomeOf(bytes, 0, limits);
    if (outcome.state != Outcome::State::Complete || !outcome.keep_alive) {
      return;
    }
    bytes.remove_prefix(outcome.message_bytes);
  }
}

}  // namespace
}  // namespace bailey::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const std::size_t piece_bytes = std::size_t{data[0]} + 2;
  const bailey::http::Limits limits = bailey::http::limitsOf(data[1]);
  const std::string_view bytes(reinterpret_cast<const char*>(data + 2), size - 2);
  bailey::http::checkConnection(bytes, limits, piece_bytes);
  return 0;
}
