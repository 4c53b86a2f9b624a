#include "upstream/answer_reader.h"

#include <algorithm>
#include <utility>

namespace bailey::upstream {
namespace {

using http::BodyFraming;

// reliability.md §3 "response amplification"
constexpr std::size_t kHeadBytesMax = std::size_t{64} * 1024;
constexpr std::size_t kHeadPiece =
    std::size_t{4} * 1024;  // no body lies in the head's memory for long
constexpr int kInterimAnswersMax = 16;
constexpr int kSwitchingProtocols = 101;
constexpr int kFirstFinalStatus = 200;

// A declared length is believed so far before the bytes are there.
constexpr std::size_t kReserveMax = std::size_t{1024} * 1024;

http::Limits headLimits() {
  http::Limits limits;
  limits.header_bytes_max = kHeadBytesMax;
  limits.header_fields_max = http::AnswerHead::kFieldCapacity;
  return limits;
}

}  // namespace

AnswerReader::AnswerReader(bool head_request, std::size_t body_bytes_max)
    : head_request_(head_request),
      body_bytes_max_(body_bytes_max) {}

AnswerReader::State AnswerReader::feed(std::string_view bytes) {
  begun_ = begun_ || !bytes.empty();
  while (part_ == Part::Head && !bytes.empty()) {
    bytes = readHead(bytes);
  }
  if (part_ == Part::Body) {
    readBody(bytes);
  } else if (part_ == Part::Whole && !bytes.empty()) {
    may_reuse_ = false;  // more than the answer: nobody knows what it belongs to
  }
  return state();
}

// What is left of `bytes` behind this head; all was taken while it is incomplete.
std::string_view AnswerReader::readHead(std::string_view bytes) {
  const std::string_view piece = bytes.substr(0, kHeadPiece);
  const std::size_t before = answer_->head.size();
  answer_->head += piece;
  http::AnswerHead head;
  const http::HeadResult result =
      http::parseAnswerHead(answer_->head, scanned_, headLimits(), head);
  if (result.state == http::HeadResult::State::Incomplete) {
    scanned_ = result.scanned;
    return bytes.substr(piece.size());
  }
  if (result.state == http::HeadResult::State::Refused || head.status == kSwitchingProtocols) {
    refuse(Trouble::BadAnswer);
    return {};
  }
  const std::string_view rest = bytes.substr(result.head_bytes - before);
  if (head.status < kFirstFinalStatus) {
    answer_->head.clear();
    scanned_ = 0;
    if (++interim_answers_ > kInterimAnswersMax) {
      refuse(Trouble::BadAnswer);
    }
    return rest;
  }
  beginBody(head);
  answer_->head.resize(result.head_bytes);  // shrinks in place: the fields point into it
  return rest;
}

void AnswerReader::beginBody(const http::AnswerHead& head) {
  answer_->status = head.status;
  answer_->fields.assign(head.fields.begin(),
                         head.fields.begin() + static_cast<std::ptrdiff_t>(head.field_count));
  framing_ = http::bodyFraming(head, head_request_);
  may_reuse_ = head.keep_alive && framing_ != BodyFraming::UntilClose;
  part_ = Part::Body;
  if (framing_ == BodyFraming::None) {
    finish();
    return;
  }
  if (!head.content_coding.empty()) {
    const auto coding = contentCodingOf(head.content_coding);
    if (!coding) {
      refuse(Trouble::BadCoding);
      return;
    }
    inflater_ = std::make_unique<Inflater>(*coding, body_bytes_max_);
  }
  if (framing_ == BodyFraming::Chunked) {
    decoder_.resetChunked(body_bytes_max_);
  } else if (framing_ == BodyFraming::Length) {
    decoder_.resetLength(*head.content_length, body_bytes_max_);
    if (inflater_ == nullptr) {
      answer_->body.reserve(std::min<std::uint64_t>(*head.content_length, kReserveMax) +
                            Answer::kBodyPadding);
    }
  }
}

void AnswerReader::readBody(std::string_view bytes) {
  if (framing_ == BodyFraming::UntilClose) {
    readRest(bytes);
    return;
  }
  std::string& to = inflater_ ? coded_ : answer_->body;
  const http::BodyResult result = decoder_.feed(bytes, to);
  if (result.state == http::BodyResult::State::Refused) {
    refuse(result.error == http::FramingError::BodyTooLarge ? Trouble::TooLarge
                                                            : Trouble::BadAnswer);
    return;
  }
  if (inflater_ && !decode(std::exchange(coded_, {}))) {
    return;
  }
  if (result.state == http::BodyResult::State::Complete) {
    may_reuse_ = may_reuse_ && result.consumed == bytes.size();
    finish();
  }
}

void AnswerReader::readRest(std::string_view bytes) {
  if (inflater_) {
    (void)decode(bytes);
  } else if (bytes.size() > body_bytes_max_ - answer_->body.size()) {
    refuse(Trouble::TooLarge);
  } else {
    answer_->body += bytes;
  }
}

bool AnswerReader::decode(std::string_view data) {
  const InflateError error = inflater_->feed(data, answer_->body);
  if (error == InflateError::None) {
    return true;
  }
  refuse(error == InflateError::TooLarge ? Trouble::TooLarge : Trouble::BadCoding);
  return false;
}

AnswerReader::State AnswerReader::end(bool properly) {
  if (part_ == Part::Body && framing_ == BodyFraming::UntilClose && properly) {
    finish();
  } else if (part_ != Part::Whole) {
    refuse(Trouble::Closed);
  }
  return state();
}

void AnswerReader::finish() {
  if (inflater_ && inflater_->finish() != InflateError::None) {
    refuse(Trouble::BadCoding);
    return;
  }
  answer_->body.reserve(answer_->body.size() + Answer::kBodyPadding);
  part_ = Part::Whole;
}

void AnswerReader::refuse(Trouble trouble) {
  if (part_ != Part::Broken) {
    part_ = Part::Broken;
    trouble_ = trouble;
  }
}

AnswerReader::State AnswerReader::state() const {
  if (part_ == Part::Whole) {
    return State::Whole;
  }
  return part_ == Part::Broken ? State::Broken : State::More;
}

}  // namespace bailey::upstream
