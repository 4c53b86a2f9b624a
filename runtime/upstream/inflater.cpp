#include "upstream/inflater.h"

#include "http/character.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace bailey::upstream {
namespace {

constexpr std::size_t kStepBytes = std::size_t{16} * 1024;

// Window bits as inflateInit2() takes them: which wrapping to expect. (zlib.h)
constexpr int kZlibWrapping = MAX_WBITS;
constexpr int kGzipWrapping = MAX_WBITS + 16;
constexpr int kNoWrapping = -MAX_WBITS;

// Two bytes that a zlib stream begins with: the method is 8, and both together are a multiple
// of 31. Without wrapping the 8 would be a stored block whose padding is not zero, and nobody
// writes that.
bool isZlibHeader(unsigned char first, unsigned char second) {
  return (first & 0x0FU) == Z_DEFLATED && (first * 256U + second) % 31U == 0;
}

}  // namespace

std::optional<ContentCoding> contentCodingOf(std::string_view field_value) {
  if (http::equalsIgnoringCase(field_value, "gzip") ||
      http::equalsIgnoringCase(field_value, "x-gzip")) {
    return ContentCoding::Gzip;
  }
  if (http::equalsIgnoringCase(field_value, "deflate")) {
    return ContentCoding::Deflate;
  }
  return std::nullopt;
}

std::string_view codeOf(InflateError error) {
  switch (error) {
    case InflateError::None:
      return "none";
    case InflateError::Corrupt:
      return "corrupt";
    case InflateError::Truncated:
      return "truncated";
    case InflateError::DataBehindEnd:
      return "data_behind_end";
    case InflateError::TooLarge:
      return "too_large";
    case InflateError::TooDense:
      return "too_dense";
    case InflateError::OutOfMemory:
      return "out_of_memory";
  }
  return "unknown";
}

Inflater::Inflater(ContentCoding coding, std::size_t bytes_max)
    : coding_(coding),
      bytes_max_(bytes_max) {
  assert(coding != ContentCoding::Unset);
}

Inflater::~Inflater() {
  if (started_) {
    inflateEnd(&stream_);
  }
}

// Sets zlib up for the wrapping that `in`, the start of the body, has.
bool Inflater::start(std::string_view in) {
  int wrapping = kGzipWrapping;
  if (coding_ == ContentCoding::Deflate) {
    wrapping = isZlibHeader(static_cast<unsigned char>(in[0]), static_cast<unsigned char>(in[1]))
                   ? kZlibWrapping
                   : kNoWrapping;
  }
  const int result = inflateInit2(&stream_, wrapping);
  started_ = result == Z_OK;
  error_ = started_ ? InflateError::None : InflateError::OutOfMemory;
  return started_;
}

InflateError Inflater::feed(std::string_view in, std::string& out) {
  if (error_ != InflateError::None || in.empty()) {
    return error_;
  }
  if (!started_ && coding_ == ContentCoding::Deflate) {
    held_back_.append(in);
    if (held_back_.size() < 2) {
      return error_;
    }
    in = held_back_;
  }
  if (!started_ && !start(in)) {
    return error_;
  }
  while (!in.empty() && error_ == InflateError::None) {
    const std::string_view piece = in.substr(0, kStepBytes);
    in.remove_prefix(piece.size());
    // zlib reads through it only; its type predates const.
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());
    unpack(out);
  }
  held_back_.clear();
  return error_;
}

// All that zlib makes of the input it was given.
void Inflater::unpack(std::string& out) {
  std::array<char, kStepBytes> step{};
  bool more = true;
  while (more && error_ == InflateError::None) {
    if (ended_) {
      endOfStream();
      continue;
    }
    stream_.next_out = reinterpret_cast<Bytef*>(step.data());
    stream_.avail_out = static_cast<uInt>(step.size());
    const uInt input_before = stream_.avail_in;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    bytes_in_ += input_before - stream_.avail_in;
    take({step.data(), step.size() - stream_.avail_out}, out);
    ended_ = result == Z_STREAM_END;
    if (error_ == InflateError::None) {
      error_ = errorOf(result);
    }
    // A full step may have more behind it even when all input is taken.
    more = stream_.avail_in > 0 || (!ended_ && stream_.avail_out == 0);
  }
}

// There is input behind a whole stream: another member of a gzip file, or an error.
void Inflater::endOfStream() {
  if (coding_ != ContentCoding::Gzip) {
    error_ = InflateError::DataBehindEnd;
    return;
  }
  first_stream_ = false;
  ended_ = false;
  error_ = inflateReset(&stream_) == Z_OK ? InflateError::None : InflateError::OutOfMemory;
}

void Inflater::take(std::string_view unpacked, std::string& out) {
  if (unpacked.size() > bytes_max_ - bytes_out_) {
    error_ = InflateError::TooLarge;
    return;
  }
  bytes_out_ += unpacked.size();
  if (bytes_out_ > std::max<std::uint64_t>(kRatioFreeBytes, bytes_in_ * kRatioMax)) {
    error_ = InflateError::TooDense;
    return;
  }
  out.append(unpacked);
}

InflateError Inflater::errorOf(int result) const {
  switch (result) {
    case Z_OK:
    case Z_STREAM_END:
    case Z_BUF_ERROR:  // no input is left, which is no error
      return InflateError::None;
    case Z_MEM_ERROR:
      return InflateError::OutOfMemory;
    default:
      // What does not even begin like another member is no member.
      return !first_stream_ && stream_.total_in <= 2 ? InflateError::DataBehindEnd
                                                     : InflateError::Corrupt;
  }
}

InflateError Inflater::finish() {
  const bool empty = bytes_in_ == 0 && held_back_.empty();
  if (error_ == InflateError::None && !ended_ && !empty) {
    error_ = InflateError::Truncated;
  }
  return error_;
}

}  // namespace bailey::upstream
