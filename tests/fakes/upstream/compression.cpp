#include "fakes/upstream/compression.h"

#include <zlib.h>

#include <stdexcept>

namespace bailey::fakes::upstream {
namespace {

constexpr int kMemoryLevel = 8;
constexpr int kGzipFrame = 16;  // added to the window's bits, says zlib.h

int windowBits(Coding coding) {
  switch (coding) {
    case Coding::kGzip:
      return MAX_WBITS + kGzipFrame;
    case Coding::kDeflate:
      return MAX_WBITS;
    case Coding::kRawDeflate:
      return -MAX_WBITS;
  }
  return 0;
}

class Compressor {
public:
  explicit Compressor(Coding coding) {
    if (::deflateInit2(&stream_,
                       Z_BEST_COMPRESSION,
                       Z_DEFLATED,
                       windowBits(coding),
                       kMemoryLevel,
                       Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("zlib does not start");
    }
  }

  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  Compressor(Compressor&&) = delete;
  Compressor& operator=(Compressor&&) = delete;

  ~Compressor() { ::deflateEnd(&stream_); }

  // What `text` comes to, brought to its end as `flush` says.
  std::string take(std::string_view text, int flush) {
    std::string out(::deflateBound(&stream_, text.size()) + kFlushRoom, '\0');
    std::string in(text);  // zlib wants it writable
    stream_.next_in = reinterpret_cast<Bytef*>(in.data());
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    if (::deflate(&stream_, flush) < Z_OK || stream_.avail_in != 0) {
      throw std::runtime_error("zlib does not compress");
    }
    out.resize(out.size() - stream_.avail_out);
    return out;
  }

private:
  static constexpr std::size_t kFlushRoom = 32;

  z_stream stream_{};
};

void appendLittleEndian(std::string& out, std::uint32_t number) {
  constexpr unsigned kByte = 8;
  for (unsigned shift = 0; shift < 4 * kByte; shift += kByte) {
    out += static_cast<char>((number >> shift) & 0xFFU);
  }
}

}  // namespace

std::string compressed(std::string_view text, Coding coding) {
  return Compressor(coding).take(text, Z_FINISH);
}

std::string gzipBomb(std::uint32_t mebibytes) {
  // After a full flush a block refers to nothing before it. So one block is compressed and stands
  // there as often as wanted: it takes no time, and the server has others to answer.
  const std::string blanks(1U << 20U, ' ');
  const auto crc = [](std::string_view text) {
    return ::crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
  };
  Compressor compressor(Coding::kRawDeflate);
  const std::string opening = compressor.take("[", Z_FULL_FLUSH);
  const std::string block = compressor.take(blanks, Z_FULL_FLUSH);
  const std::string closing = compressor.take("]", Z_FINISH);
  std::string bomb("\x1f\x8b\x08\0\0\0\0\0\x02\x03", 10);  // RFC 1952 §2.3: no name, no time, Unix
  bomb += opening;
  uLong sum = crc("[");
  const uLong block_sum = crc(blanks);
  for (std::uint32_t i = 0; i < mebibytes; ++i) {
    bomb += block;
    sum = ::crc32_combine(sum, block_sum, static_cast<z_off_t>(blanks.size()));
  }
  bomb += closing;
  appendLittleEndian(bomb, static_cast<std::uint32_t>(::crc32_combine(sum, crc("]"), 1)));
  appendLittleEndian(bomb, static_cast<std::uint32_t>(mebibytes * blanks.size() + 2));
  return bomb;
}

}  // namespace bailey::fakes::upstream
