// The framing of one HTTP/1.1 response, read strictly: a bridge that frames its answers wrongly
// would confuse the next request on the connection, so it is reported and not repaired. (RFC 9112)
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::simulator {

struct Response {
  int status = 0;
  std::map<std::string, std::string> fields;  // Names in lower case; repeated ones joined by ", ".
  std::string body;
  bool reusable = false;  // The connection may carry the next request.
};

// Takes the bytes of one response in any portions. Not usable again after an error.
class ResponseReader {
public:
  enum class State : std::uint8_t { Unset = 0, NeedsMore, Complete };

  explicit ResponseReader(std::size_t body_bytes_max) : body_bytes_max_(body_bytes_max) {}

  // An error when the bytes break the framing, exceed a limit, or go on after the end.
  core::Result<State> take(std::string_view bytes);

  // The peer has ended the connection in an orderly way; an error when that truncates the response.
  core::Result<State> end();

  // REQUIRES: take() or end() answered Complete
  Response&& response() { return std::move(response_); }

private:
  enum class Part : std::uint8_t { Head, SizedBody, Chunk, ChunkEnd, Trailer, OpenBody, Done };

  core::Result<State> advance();
  std::optional<core::Error> readPart(bool& advanced);
  std::optional<core::Error> readHead(bool& advanced);
  std::optional<core::Error> chooseBody();
  std::optional<core::Error> readBodyBytes(bool& advanced);
  std::optional<core::Error> readChunkSize(bool& advanced);
  std::optional<core::Error> readTrailer(bool& advanced);

  const std::size_t body_bytes_max_;
  std::string pending_;         // Received, not yet read.
  std::uint64_t expected_ = 0;  // Bytes still to come of a sized body or a chunk.
  Part part_ = Part::Head;
  Response response_;
};

}  // namespace bailey::simulator
