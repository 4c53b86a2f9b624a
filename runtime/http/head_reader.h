// The walk along the lines of a head, the same for requests and for answers. Used by parseHead()
// and parseAnswerHead() only. (RFC 9112 §2.1, §2.2)
#pragma once

#include "http/head.h"
#include "http/limits.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bailey::http {
namespace head_reader_detail {

constexpr bool isControl(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x20 || value == 0x7F;
}

// The high bit of the lowest byte of `word` that is a control byte, and perhaps of bytes above it;
// 0 if there is none. A subtraction may borrow into bytes above a hit and mark them falsely, never
// into those below it: the lowest mark of each half is right, and so is the lowest of both.
constexpr std::uint64_t controlMarks(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t no_delete = word ^ (kOnes * 0x7F);  // zero where the byte is 0x7F
  const std::uint64_t below_space = (word - kOnes * 0x20) & ~word;
  return (below_space | ((no_delete - kOnes) & ~no_delete)) & (kOnes * 0x80);
}

// The position of the first control byte at or behind `from`, or text.size(). Eight bytes a step:
// this is the one pass over all of a head, and few of its bytes are control bytes.
inline std::size_t findControl(std::string_view text, std::size_t from) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  std::size_t pos = from;
  std::uint64_t marks = 0;
  while (std::endian::native == std::endian::little && pos + kWord <= text.size() && marks == 0) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + pos, kWord);
    marks = controlMarks(word);
    pos += kWord;
  }
  if (marks != 0) {
    return pos - kWord + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
  }
  while (pos < text.size() && !isControl(text[pos])) {
    ++pos;
  }
  return pos;
}

constexpr FramingError errorOfControl(char byte) {
  if (byte == '\r') {
    return FramingError::BareCarriageReturn;
  }
  return byte == '\n' ? FramingError::BareLineFeed : FramingError::ControlByte;
}

}  // namespace head_reader_detail

// Follows the line ends of one head. Only line structure and the first line are looked at here;
// that is enough to know where the head ends, and to turn away who does not speak HTTP at once.
//
// `Rules` says what is particular to requests or to answers:
//   Rules::Head              what is read into
//   Rules::kEmptyLineFirst   whether one empty line may stand before the first line
//   Rules::firstLine(line, limits, head), Rules::fields(lines, limits, head)   as FramingError
template <typename Rules>
class HeadReader {
public:
  HeadReader(std::string_view window,
             std::size_t from,
             const Limits& limits,
             typename Rules::Head& out)
      : window_(window),
        limits_(limits),
        out_(out),
        pos_(std::min(from, window.size())),
        first_begin_(Rules::kEmptyLineFirst && window.starts_with("\r\n") ? 2 : 0) {}

  HeadResult read() {
    while (true) {
      pos_ = head_reader_detail::findControl(window_, pos_);
      const std::string_view end = window_.substr(pos_, 2);
      if (end.starts_with('\t')) {
        ++pos_;
        continue;
      }
      if (end.empty() || end == "\r") {
        return incomplete();  // from this CR on again, once its LF is here
      }
      if (end != "\r\n") {
        return refused(head_reader_detail::errorOfControl(end.front()));
      }
      const HeadResult result = endLine();
      if (result.state != HeadResult::State::Incomplete) {
        return result;
      }
      pos_ += 2;
      line_begin_ = pos_;
    }
  }

  // Whether the first line ended within the window.
  [[nodiscard]] bool pastFirstLine() const { return lineBegin() > first_begin_; }

private:
  static constexpr std::size_t kUnknown = std::string_view::npos;

  // Where the line that holds pos_ begins. Looked up only when a line has ended or never will, so
  // that every byte of a head is looked back over once.
  [[nodiscard]] std::size_t lineBegin() const {
    if (line_begin_ != kUnknown) {
      return line_begin_;
    }
    const std::size_t feed = pos_ == 0 ? std::string_view::npos : window_.rfind('\n', pos_ - 1);
    return feed == std::string_view::npos ? 0 : feed + 1;
  }

  // The line that ends at pos_ is whole. Incomplete means: go on with the next.
  HeadResult endLine() {
    const std::size_t begin = lineBegin();
    if (pos_ > begin) {
      return begin == first_begin_ ? readFirstLine() : incomplete();
    }
    if (begin > first_begin_) {
      return complete();
    }
    return begin == first_begin_ ? refused(FramingError::EmptyLines) : incomplete();
  }

  HeadResult readFirstLine() {
    first_line_end_ = pos_;
    const FramingError error =
        Rules::firstLine(window_.substr(first_begin_, pos_ - first_begin_), limits_, out_);
    return error == FramingError::None ? incomplete() : refused(error);
  }

  // The empty line that ends the head stands at pos_.
  HeadResult complete() {
    if (first_line_end_ == 0) {
      // An earlier call has seen it, but the buffer may have moved since: its views are stale.
      const std::size_t end = window_.find('\r', first_begin_);
      first_line_end_ = end;
      const FramingError error =
          Rules::firstLine(window_.substr(first_begin_, end - first_begin_), limits_, out_);
      if (error != FramingError::None) {
        return refused(error);
      }
    }
    const std::size_t fields_begin = first_line_end_ + 2;
    const FramingError error =
        Rules::fields(window_.substr(fields_begin, pos_ - fields_begin), limits_, out_);
    if (error != FramingError::None) {
      return refused(error);
    }
    return {.state = HeadResult::State::Complete, .head_bytes = pos_ + 2, .scanned = pos_ + 2};
  }

  [[nodiscard]] HeadResult incomplete() const { return {.scanned = pos_}; }

  [[nodiscard]] HeadResult refused(FramingError error) const {
    return {.state = HeadResult::State::Refused, .scanned = pos_, .error = error};
  }

  std::string_view window_;
  const Limits& limits_;
  typename Rules::Head& out_;
  std::size_t pos_;
  std::size_t first_begin_;            // of the first line: behind the empty line, if there is one
  std::size_t line_begin_ = kUnknown;  // known once this call has passed a line end
  std::size_t first_line_end_ = 0;     // 0: not seen in this call
};

}  // namespace bailey::http
