// Unpacks the body of an answer as it arrives, gzip or deflate, and gives up on what unpacks to too
// much. (RFC 1950-1952; RFC 9110 §8.4.1; reliability.md §3 "zip and gzip bombs")
#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::upstream {

enum class ContentCoding : std::uint8_t {
  Unset = 0,
  Gzip,
  Deflate,  // in zlib's wrapping, as it should be, or without, as some send it
};

// "gzip", "x-gzip" and "deflate", letter case aside; nothing for a list or another coding.
std::optional<ContentCoding> contentCodingOf(std::string_view field_value);

enum class InflateError : std::uint8_t {
  None = 0,
  Corrupt,
  Truncated,      // the body ended before the stream did
  DataBehindEnd,  // the stream ended before the body did
  TooLarge,       // more bytes than allowed
  TooDense,       // more bytes out for those in than honest text gives
  OutOfMemory,
};

// One word for logs and metrics, "too_dense".
std::string_view codeOf(InflateError error);

// For one body. Not for two threads at once. Takes some 40 KiB.
class Inflater {
public:
  // Text of CRMs packs 5 to 20 times, and JSON of one record repeated 100 times is none.
  static constexpr std::size_t kRatioMax = 100;
  // Below this much output no ratio is asked for: a short body may be all blanks.
  static constexpr std::size_t kRatioFreeBytes = std::size_t{64} * 1024;

  // `bytes_max`: of what comes out. REQUIRES: coding != ContentCoding::Unset
  Inflater(ContentCoding coding, std::size_t bytes_max);
  ~Inflater();

  // zlib keeps the address of its stream.
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Unpacks the next piece of the body behind `out`, which holds no more than is allowed whatever
  // is in it. After an error it stays with that error.
  [[nodiscard]] InflateError feed(std::string_view in, std::string& out);

  // The body has ended: has the stream? An empty body is let pass, as servers name a coding for it.
  [[nodiscard]] InflateError finish();

private:
  bool start(std::string_view in);
  void unpack(std::string& out);
  void take(std::string_view unpacked, std::string& out);
  void endOfStream();
  [[nodiscard]] InflateError errorOf(int result) const;

  const ContentCoding coding_;
  const std::size_t bytes_max_;
  z_stream stream_{};
  bool started_ = false;
  bool ended_ = false;  // the last stream is whole and nothing has come behind it
  bool first_stream_ = true;
  std::string held_back_;  // of deflate: a first byte that does not tell yet how it is wrapped
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  InflateError error_ = InflateError::None;
};

}  // namespace bailey::upstream
