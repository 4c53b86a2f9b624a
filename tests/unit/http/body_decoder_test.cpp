#include "http/body_decoder.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace bailey::http {
namespace {

constexpr std::size_t kMax = 1000;

struct Decoded {
  BodyResult::State state = BodyResult::State::Incomplete;
  FramingError error = FramingError::None;
  std::size_t consumed = 0;
  std::string body;

  bool operator==(const Decoded&) const = default;
};

Decoded decode(BodyDecoder& decoder, std::string_view wire, std::size_t piece_bytes) {
  Decoded decoded;
  BodyResult result = decoder.feed({}, decoded.body);
  while (result.state == BodyResult::State::Incomplete && decoded.consumed < wire.size()) {
    result = decoder.feed(wire.substr(decoded.consumed, piece_bytes), decoded.body);
    decoded.consumed += result.consumed;
  }
  decoded.state = result.state;
  decoded.error = result.error;
  return decoded;
}

Decoded decodeChunked(std::string_view wire,
                      std::size_t piece_bytes = std::string_view::npos,
                      std::size_t body_bytes_max = kMax) {
  BodyDecoder decoder;
  decoder.resetChunked(body_bytes_max);
  return decode(decoder, wire, piece_bytes);
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

TEST(BodyDecoder, HasNothingToReadBeforeAReset) {
  BodyDecoder decoder;
  std::string body;
  const BodyResult result = decoder.feed("GET /", body);
  EXPECT_EQ(result.state, BodyResult::State::Complete);
  EXPECT_EQ(result.consumed, 0U);
}

TEST(BodyDecoder, TakesAFixedLengthAndLeavesTheNextRequest) {
  BodyDecoder decoder;
  decoder.resetLength(5, kMax);
  std::string body;
  EXPECT_EQ(decoder.feed("hel", body).state, BodyResult::State::Incomplete);
  const BodyResult result = decoder.feed("loGET /", body);
  EXPECT_EQ(result.state, BodyResult::State::Complete);
  EXPECT_EQ(result.consumed, 2U);
  EXPECT_EQ(body, "hello");
}

TEST(BodyDecoder, CompletesAnEmptyBodyWithoutAnyBytes) {
  BodyDecoder decoder;
  decoder.resetLength(0, kMax);
  std::string body;
  EXPECT_EQ(decoder.feed({}, body).state, BodyResult::State::Complete);
}

TEST(BodyDecoder, RefusesALengthOverTheMaximumBeforeAnyByteOfIt) {
  for (const std::uint64_t length :
       {std::uint64_t{kMax} + 1, std::numeric_limits<std::uint64_t>::max()}) {
    BodyDecoder decoder;
    decoder.resetLength(length, kMax);
    std::string body;
    const BodyResult result = decoder.feed("x", body);
    EXPECT_EQ(result.state, BodyResult::State::Refused);
    EXPECT_EQ(result.error, FramingError::BodyTooLarge);
    EXPECT_EQ(result.consumed, 0U);
    EXPECT_TRUE(body.empty());
  }
}

TEST(BodyDecoder, TakesALengthAtTheMaximum) {
  BodyDecoder decoder;
  decoder.resetLength(kMax, kMax);
  std::string body;
  EXPECT_EQ(decoder.feed(std::string(kMax, 'x'), body).state, BodyResult::State::Complete);
  EXPECT_EQ(body.size(), kMax);
}

TEST(BodyDecoder, ReservesNothingForADeclaredLength) {
  BodyDecoder decoder;
  const std::size_t large = std::size_t{1024} * 1024;
  decoder.resetLength(large, large);
  std::string body;
  EXPECT_EQ(decoder.feed("x", body).state, BodyResult::State::Incomplete);
  EXPECT_LT(body.capacity(), 1024U);
}

TEST(BodyDecoder, AppendsToWhatTheBodyHolds) {
  BodyDecoder decoder;
  decoder.resetChunked(5);
  std::string body = "before ";
  EXPECT_EQ(decoder.feed("5\r\nhello\r\n0\r\n\r\n", body).state, BodyResult::State::Complete);
  EXPECT_EQ(body, "before hello");
}

TEST(BodyDecoder, SaysTheSameAgainOnceDone) {
  BodyDecoder decoder;
  std::string body;
  decoder.resetChunked(kMax);
  EXPECT_EQ(decoder.feed("0\r\n\r\n", body).state, BodyResult::State::Complete);
  EXPECT_EQ(decoder.feed("more", body).consumed, 0U);
  decoder.resetChunked(kMax);
  EXPECT_EQ(decoder.feed("x", body).error, FramingError::BadChunkSize);
  const BodyResult again = decoder.feed("5\r\nhello\r\n0\r\n\r\n", body);
  EXPECT_EQ(again.state, BodyResult::State::Refused);
  EXPECT_EQ(again.error, FramingError::BadChunkSize);
  EXPECT_EQ(again.consumed, 0U);
  EXPECT_TRUE(body.empty());
}

TEST(BodyDecoder, StartsAfreshAtEachReset) {
  BodyDecoder decoder;
  std::string body;
  decoder.resetChunked(5);
  EXPECT_EQ(decoder.feed("5\r\nhello\r\n5", body).state, BodyResult::State::Incomplete);
  body.clear();
  decoder.resetChunked(5);
  EXPECT_EQ(decoder.feed("5\r\nhello\r\n0\r\n\r\n", body).state, BodyResult::State::Complete);
  EXPECT_EQ(body, "hello");
}

TEST(BodyDecoder, StoresNothingOfTheChunkThatIsTooLarge) {
  const Decoded decoded = decodeChunked("5\r\nhello\r\n6\r\n world", std::string_view::npos, 10);
  EXPECT_EQ(decoded.error, FramingError::BodyTooLarge);
  EXPECT_EQ(decoded.body, "hello");
}

TEST(BodyDecoder, TakesChunksUpToTheMaximum) {
  const Decoded decoded =
      decodeChunked("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", std::string_view::npos, 10);
  EXPECT_EQ(decoded.state, BodyResult::State::Complete);
  EXPECT_EQ(decoded.body, "helloworld");
}

TEST(BodyDecoder, IsNotFooledBySizesNearTheEndOf64Bits) {
  for (const std::string size : {"ffffffffffffffff", "FFFFFFFFFFFFFFFB", "8000000000000000"}) {
    EXPECT_EQ(decodeChunked("5\r\nhello\r\n" + size + "\r\n").error, FramingError::BodyTooLarge);
  }
  EXPECT_EQ(decodeChunked("5\r\nhello\r\n10000000000000000\r\n").error, FramingError::BadChunkSize);
}

TEST(BodyDecoder, DropsTrailersAndExtensions) {
  const Decoded decoded = decodeChunked("5;a=\"b\"\r\nhello\r\n0;c\r\nX-Sum: 1\r\nY:\r\n\r\nnext");
  EXPECT_EQ(decoded.state, BodyResult::State::Complete);
  EXPECT_EQ(decoded.body, "hello");
  EXPECT_EQ(decoded.consumed,
            std::string_view("5;a=\"b\"\r\nhello\r\n0;c\r\nX-Sum: 1\r\nY:\r\n\r\n").size());
}

TEST(BodyDecoder, TakesTrailerNamesOfAnyLength) {
  const std::string name = "Content-Length-Of-Something-Else-That-Is-Long";
  EXPECT_EQ(decodeChunked("0\r\n" + name + ": 1\r\n\r\n").state, BodyResult::State::Complete);
  EXPECT_EQ(decodeChunked("0\r\nHost-2: 1\r\n\r\n").state, BodyResult::State::Complete);
}

TEST(BodyDecoder, RefusesTrailersFromOneByteOverTheLimitOn) {
  // "0" CR LF, then the trailer section: one field and the last empty line.
  const auto trailer = [](std::size_t bytes) {
    return "0\r\nX: " + std::string(bytes - 7, 'y') + "\r\n\r\n";
  };
  EXPECT_EQ(decodeChunked(trailer(BodyDecoder::kTrailerBytesMax)).state,
            BodyResult::State::Complete);
  EXPECT_EQ(decodeChunked(trailer(BodyDecoder::kTrailerBytesMax + 1)).error,
            FramingError::TrailerTooLarge);
}

TEST(BodyDecoder, BoundsWhatTinyChunksMayCost) {
  const std::size_t large = std::size_t{1024} * 1024;
  const auto plain = repeated("1\r\nx\r\n", 100'000) + "0\r\n\r\n";
  EXPECT_EQ(decodeChunked(plain, std::string_view::npos, large).state, BodyResult::State::Complete);
  const std::string line = "1;" + std::string(100, 'e') + "\r\nx\r\n";
  const auto wasteful = repeated(line, 2'000) + "0\r\n\r\n";
  const Decoded decoded = decodeChunked(wasteful, std::string_view::npos, large);
  EXPECT_EQ(decoded.error, FramingError::TooMuchChunkOverhead);
  EXPECT_LT(decoded.consumed, std::size_t{80} * 1024);
  // Few such lines are no abuse.
  EXPECT_EQ(decodeChunked(repeated(line, 500) + "0\r\n\r\n", std::string_view::npos, large).state,
            BodyResult::State::Complete);
}

TEST(BodyDecoder, EndsTheSameHoweverTheBytesAreCut) {
  for (const std::string& wire : {std::string("5\r\nhello\r\n0\r\n\r\nrest"),
                                  std::string("5 ; a = \"\\\"\" \r\nhello\r\n0\r\n\r\n"),
                                  std::string("5;a=\"b\"\r\nhello\r\n00\r\nX: y\r\n\r\n"),
                                  std::string("5\r\nhello\r\n0\r\nHost: x\r\n\r\n"),
                                  std::string("3e9\r\n"),
                                  repeated("1\r\nx\r\n", 900) + "0\r\n\r\n",
                                  repeated("1;abcdefghijklmnopqrstuvwxyz012345678901234567890\r\n"
                                           "x\r\n",
                                           2'000) +
                                      "0\r\n\r\n"}) {
    const Decoded whole = decodeChunked(wire, std::string_view::npos, 2'000);
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) {
      EXPECT_TRUE(decodeChunked(wire, piece, 2'000) == whole) << wire.substr(0, 40);
    }
  }
}

// Which bytes may stand alone as an extension's name, unquoted value and quoted value.
TEST(BodyDecoder, TakesOnlyLegalBytesInExtensions) {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool token =
        letter || (byte >= '0' && byte <= '9') ||
        (byte != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(byte) != std::string_view::npos);
    const bool quoted = byte == '\t' || value >= 0x80 ||
                        (value >= 0x20 && value < 0x7F && byte != '"' && byte != '\\');
    const auto accepts = [byte](std::string before, std::string_view after) {
      before.push_back(byte);
      return decodeChunked("1" + before.append(after) + "\r\nx\r\n0\r\n\r\n").state ==
             BodyResult::State::Complete;
    };
    EXPECT_EQ(accepts(";", ""), token) << value;
    EXPECT_EQ(accepts(";a=", ""), token) << value;
    EXPECT_EQ(accepts(";a=\"", "\""), quoted) << value;
  }
}

}  // namespace
}  // namespace bailey::http
