// Takes the body of one request off the wire, and nothing behind it: what the decoder has not
// consumed when it says Complete is the next request. (RFC 9112 §6, §7.1; hosting.md §3.1 P9, P14)
#pragma once

#include "http/framing_error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bailey::http {

struct BodyResult {
  enum class State : std::uint8_t { Incomplete, Complete, Refused };

  State state = State::Incomplete;
  std::size_t consumed = 0;  // of the bytes given; all of them unless Complete or Refused
  FramingError error = FramingError::None;  // Refused: answer statusOf(error) and close
};

// One object serves all requests of a connection, one after the other; it owns no memory. Not for
// two threads at once. A new one has nothing to read: it is Complete.
class BodyDecoder {
public:
  // Chunk extensions are checked and dropped; more than this on one line is refused.
  static constexpr std::size_t kExtensionBytesMax = 256;
  // Trailer fields are checked and dropped; more than this with their line ends is refused.
  static constexpr std::size_t kTrailerBytesMax = std::size_t{4} * 1024;
  // Sizes, extensions, line ends and trailers may be this much, plus so many times the data. One
  // byte to a chunk costs 5 to 1, so honest small chunks pass and long extensions on them do not.
  static constexpr std::size_t kOverheadBytesFree = std::size_t{64} * 1024;
  static constexpr std::size_t kOverheadPerBodyByte = 16;

  // The next body has exactly `length` bytes. More than `body_bytes_max` is refused by the first
  // feed(), which need not bring any bytes.
  void resetLength(std::uint64_t length, std::size_t body_bytes_max);

  // The next body is chunked. It is refused at the size line that takes it over `body_bytes_max`,
  // before any byte of that chunk is stored.
  void resetChunked(std::size_t body_bytes_max);

  // Takes what belongs to the body from the start of `in` and appends the data to `body`, which may
  // grow in steps of its own: a declared length reserves nothing. The outcome does not depend on
  // how the bytes were cut. After Complete or Refused it consumes nothing and says the same again.
  BodyResult feed(std::string_view in, std::string& body);

private:
  enum class State : std::uint8_t {
    FixedData,
    SizeBegin,
    SizeDigits,
    Extension,
    SizeFeed,  // the LF behind a size line
    ChunkData,
    DataReturn,
    DataFeed,
    TrailerBegin,
    TrailerName,
    TrailerValue,
    TrailerFeed,
    LastFeed,  // the LF of the empty line that ends a chunked body
    Complete,
    Refused,
  };

  // Data bytes up to the end of the piece or of the input; returns how many. Moves on when the
  // piece is whole.
  std::size_t takeData(std::string_view in, std::string& body);
  // One byte of chunk framing.
  void takeFraming(char byte);
  void takeSizeDigit(char byte);
  void endSize(char byte);
  void takeExtension(char byte);
  void endSizeLine();
  void takeTrailer(char byte);
  void takeTrailerName(char byte);
  void expect(char byte, char wanted, State next, FramingError otherwise);
  void refuse(FramingError error);

  State state_ = State::Complete;
  FramingError error_ = FramingError::None;
  std::uint8_t extension_state_ = 0;
  std::uint8_t size_digits_ = 0;
  std::uint8_t name_length_ = 0;
  std::array<char, 24> name_{};  // start of the trailer field's name: longer than any refused one
  std::size_t body_bytes_max_ = 0;
  std::size_t body_bytes_ = 0;    // stored so far
  std::uint64_t piece_left_ = 0;  // bytes of this chunk, or of the fixed body, still to come
  std::size_t overhead_bytes_ = 0;
  std::size_t extension_bytes_ = 0;  // on this line
  std::size_t trailer_bytes_ = 0;
};

}  // namespace bailey::http
