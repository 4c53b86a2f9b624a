#include "http/body_decoder.h"

#include "http/character.h"
#include "http/field_section.h"

#include <algorithm>

namespace bailey::http {
namespace {

// chunk-ext = *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ), RFC 9112 §7.1.1, as
// a table: where each kind of byte leads from each place. A blank must be followed by what it
// stands before; "5 CRLF" and "5; CRLF" are in no grammar, and other readers disagree about them.
enum Place : std::uint8_t {
  Semi,  // blanks behind the size: only ';' may follow
  NewName,
  Name,
  NameGap,
  NewValue,
  Value,
  ValueGap,
  Quoted,
  Escaped,
  Unquoted,
  LineEnd,
  Fault,
};

enum Kind : std::uint8_t {
  TokenByte,
  Blank,
  SemicolonByte,
  EqualsByte,
  QuoteByte,
  BackslashByte,
  Other,
  Return,
  Illegal,
};

constexpr std::size_t kKinds = 9;

// clang-format off
constexpr std::array<std::array<Place, kKinds>, 10> kNextPlace{{
  // behind       token   blank     ;        =         "         \        other   CR       illegal
  /* Semi     */ {Fault,  Semi,     NewName, Fault,    Fault,    Fault,   Fault,  Fault,   Fault},
  /* NewName  */ {Name,   NewName,  Fault,   Fault,    Fault,    Fault,   Fault,  Fault,   Fault},
  /* Name     */ {Name,   NameGap,  NewName, NewValue, Fault,    Fault,   Fault,  LineEnd, Fault},
  /* NameGap  */ {Fault,  NameGap,  NewName, NewValue, Fault,    Fault,   Fault,  Fault,   Fault},
  /* NewValue */ {Value,  NewValue, Fault,   Fault,    Quoted,   Fault,   Fault,  Fault,   Fault},
  /* Value    */ {Value,  ValueGap, NewName, Fault,    Fault,    Fault,   Fault,  LineEnd, Fault},
  /* ValueGap */ {Fault,  ValueGap, NewName, Fault,    Fault,    Fault,   Fault,  Fault,   Fault},
  /* Quoted   */ {Quoted, Quoted,   Quoted,  Quoted,   Unquoted, Escaped, Quoted, Fault,   Fault},
  /* Escaped  */ {Quoted, Quoted,   Quoted,  Quoted,   Quoted,   Quoted,  Quoted, Fault,   Fault},
  /* Unquoted */ {Fault,  ValueGap, NewName, Fault,    Fault,    Fault,   Fault,  LineEnd, Fault},
}};

// clang-format on

Kind kindOf(char byte) {
  switch (byte) {
    case ' ':
    case '\t':
      return Blank;
    case ';':
      return SemicolonByte;
    case '=':
      return EqualsByte;
    case '"':
      return QuoteByte;
    case '\\':
      return BackslashByte;
    case '\r':
      return Return;
    default:
      break;
  }
  if (isIn(CharClass::Token, byte)) {
    return TokenByte;
  }
  return isIn(CharClass::Value, byte) ? Other : Illegal;
}

constexpr std::uint8_t kSizeDigitsMax = 16;  // what 64 bits can hold

}  // namespace

void BodyDecoder::resetLength(std::uint64_t length, std::size_t body_bytes_max) {
  *this = BodyDecoder();
  body_bytes_max_ = body_bytes_max;
  piece_left_ = length;
  state_ = length == 0 ? State::Complete : State::FixedData;
  if (length > body_bytes_max) {
    refuse(FramingError::BodyTooLarge);
  }
}

void BodyDecoder::resetChunked(std::size_t body_bytes_max) {
  *this = BodyDecoder();
  body_bytes_max_ = body_bytes_max;
  state_ = State::SizeBegin;
}

BodyResult BodyDecoder::feed(std::string_view in, std::string& body) {
  std::size_t pos = 0;
  while (pos < in.size() && state_ != State::Complete && state_ != State::Refused) {
    if (state_ == State::FixedData || state_ == State::ChunkData) {
      pos += takeData(in.substr(pos), body);
    } else {
      takeFraming(in[pos++]);
    }
  }
  switch (state_) {
    case State::Complete:
      return {BodyResult::State::Complete, pos, FramingError::None};
    case State::Refused:
      return {BodyResult::State::Refused, pos, error_};
    default:
      return {BodyResult::State::Incomplete, pos, FramingError::None};
  }
}

std::size_t BodyDecoder::takeData(std::string_view in, std::string& body) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece_left_, in.size()));
  body.append(in.data(), count);
  body_bytes_ += count;
  piece_left_ -= count;
  if (piece_left_ == 0) {
    state_ = state_ == State::FixedData ? State::Complete : State::DataReturn;
  }
  return count;
}

void BodyDecoder::takeFraming(char byte) {
  ++overhead_bytes_;
  if (overhead_bytes_ > kOverheadBytesFree &&
      (overhead_bytes_ - kOverheadBytesFree) / kOverheadPerBodyByte > body_bytes_) {
    refuse(FramingError::TooMuchChunkOverhead);
    return;
  }
  switch (state_) {
    case State::SizeBegin:
    case State::SizeDigits:
      takeSizeDigit(byte);
      break;
    case State::Extension:
      takeExtension(byte);
      break;
    case State::SizeFeed:
      if (byte == '\n') {
        endSizeLine();
      } else {
        refuse(FramingError::BadChunkLineEnd);
      }
      break;
    case State::DataReturn:
      expect(byte, '\r', State::DataFeed, FramingError::BadChunkDataEnd);
      break;
    case State::DataFeed:
      expect(byte, '\n', State::SizeBegin, FramingError::BadChunkDataEnd);
      break;
    default:
      takeTrailer(byte);
      break;
  }
}

void BodyDecoder::takeSizeDigit(char byte) {
  if (!isIn(CharClass::Hex, byte)) {
    if (state_ == State::SizeBegin) {
      refuse(FramingError::BadChunkSize);
    } else {
      endSize(byte);
    }
    return;
  }
  if (state_ == State::SizeBegin) {
    state_ = State::SizeDigits;
    piece_left_ = 0;
    size_digits_ = 0;
  }
  if (size_digits_ == kSizeDigitsMax) {
    refuse(FramingError::BadChunkSize);
    return;
  }
  ++size_digits_;
  piece_left_ = piece_left_ * 16 + hexValue(byte);
}

// `byte` is the first one behind the digits.
void BodyDecoder::endSize(char byte) {
  const bool begins_extension = byte == ';' || isBlank(byte);
  if (byte != '\r' && !begins_extension) {
    refuse(byte == '\n' ? FramingError::BadChunkLineEnd : FramingError::BadChunkSize);
    return;
  }
  if (piece_left_ > body_bytes_max_ - body_bytes_) {
    refuse(FramingError::BodyTooLarge);
    return;
  }
  state_ = byte == '\r' ? State::SizeFeed : State::Extension;
  extension_state_ = byte == ';' ? NewName : Semi;
  extension_bytes_ = 1;
}

void BodyDecoder::takeExtension(char byte) {
  extension_state_ = kNextPlace[extension_state_][kindOf(byte)];
  if (extension_state_ == LineEnd) {
    state_ = State::SizeFeed;
  } else if (extension_state_ == Fault) {
    refuse(byte == '\n' ? FramingError::BadChunkLineEnd : FramingError::BadChunkExtension);
  } else if (++extension_bytes_ > kExtensionBytesMax) {
    refuse(FramingError::ChunkExtensionTooLong);
  }
}

void BodyDecoder::endSizeLine() {
  state_ = piece_left_ > 0 ? State::ChunkData : State::TrailerBegin;
}

void BodyDecoder::takeTrailer(char byte) {
  if (++trailer_bytes_ > kTrailerBytesMax) {
    refuse(FramingError::TrailerTooLarge);
    return;
  }
  switch (state_) {
    case State::TrailerBegin:
      if (byte == '\r') {
        state_ = State::LastFeed;
        return;
      }
      name_length_ = 0;
      state_ = State::TrailerName;
      takeTrailerName(byte);
      break;
    case State::TrailerName:
      takeTrailerName(byte);
      break;
    case State::TrailerValue:
      if (byte == '\r') {
        state_ = State::TrailerFeed;
      } else if (!isIn(CharClass::Value, byte)) {
        refuse(FramingError::BadTrailer);
      }
      break;
    case State::TrailerFeed:
      expect(byte, '\n', State::TrailerBegin, FramingError::BadTrailer);
      break;
    default:
      expect(byte, '\n', State::Complete, FramingError::BadTrailer);
      break;
  }
}

void BodyDecoder::takeTrailerName(char byte) {
  if (byte == ':' && name_length_ > 0) {
    // A name that filled name_ is longer than any framing field's, so its cut form is none of them.
    state_ = State::TrailerValue;
    if (isFramingField({name_.data(), name_length_})) {
      refuse(FramingError::ForbiddenTrailer);
    }
  } else if (!isIn(CharClass::Token, byte)) {
    refuse(FramingError::BadTrailer);
  } else if (name_length_ < name_.size()) {
    name_[name_length_++] = byte;
  }
}

void BodyDecoder::expect(char byte, char wanted, State next, FramingError otherwise) {
  if (byte == wanted) {
    state_ = next;
  } else {
    refuse(otherwise);
  }
}

void BodyDecoder::refuse(FramingError error) {
  state_ = State::Refused;
  error_ = error;
}

}  // namespace bailey::http
