#include "fakes/upstream/connection.h"

#include <utility>

namespace bailey::fakes::upstream {
namespace {

// What one connection may send before the others have their turn.
constexpr std::size_t kTurn = 256U << 10U;

}  // namespace

Connection::Connection(int fd, std::uint64_t number, const House& house)
    : house_(house),
      number_(number),
      stream_(fd, house.tls),
      state_(house.to_first_bytes ? State::kRequest : State::kHandshake) {}

Connection::~Connection() {
  if (state_ == State::kHandshake && house_.tls != nullptr) {
    house_.records.failedToShakeHands();
  }
  house_.records.disconnected();
}

Wish Connection::run(Clock::time_point now) {
  if (state_ != State::kHandshake && !takeInput()) {
    return {.over = true};
  }
  while (true) {
    std::optional<Wish> wish;
    switch (state_) {
      case State::kHandshake:
        wish = shakeHands();
        break;
      case State::kRequest:
        wish = readRequest(now);
        break;
      case State::kAnswer:
        wish = sendAnswer(now);
        break;
      case State::kReset:
        wish = sendReset(now);
        break;
      case State::kSilence:
        return {};  // takeInput() notices when the peer has had enough
      case State::kOver:
        return {.over = true};
    }
    if (wish) {
      return *wish;
    }
  }
}

std::optional<Wish> Connection::shakeHands() {
  switch (stream_.shakeHands()) {
    case Io::kBlocked:
      return Wish{.writable = stream_.wantsToWrite()};
    case Io::kDisconnected:
      return Wish{.over = true};
    case Io::kDone:
      break;
  }
  if (house_.tls != nullptr) {
    house_.records.shookHands(stream_.isResumed());
  }
  state_ = State::kRequest;
  return takeInput() ? std::nullopt : std::optional(Wish{.over = true});
}

bool Connection::takeInput() {
  while (true) {
    std::string bytes;
    const Io io = stream_.read(bytes);
    heard_ = heard_ || !bytes.empty();
    reader_.take(bytes);
    if (io != Io::kDone) {
      return io == Io::kBlocked;
    }
  }
}

std::optional<Wish> Connection::readRequest(Clock::time_point now) {
  if (house_.to_first_bytes) {
    if (!heard_) {
      return Wish{};
    }
    begin(*house_.to_first_bytes, now);
    return std::nullopt;
  }
  Reading reading = reader_.next();
  switch (reading.state) {
    case Reading::State::kIncomplete:
      return Wish{};
    case Reading::State::kContinueWanted:
      begin({.bytes = "HTTP/1.1 100 Continue\r\n\r\n"}, now);
      return std::nullopt;
    case Reading::State::kMalformed:
      house_.records.receivedNonsense();
      begin({.bytes = message(400, reading.complaint), .ending = Ending::kClose}, now);
      return std::nullopt;
    case Reading::State::kComplete:
      break;
  }
  reading.request.connection = number_;
  house_.records.received(reading.request);
  Answer answer = house_.behaviours.answerTo(reading.request);
  if (!reading.keeps_alive && answer.ending == Ending::kNextRequest) {
    answer.ending = Ending::kClose;
  }
  begin(std::move(answer), now);
  return std::nullopt;
}

void Connection::begin(Answer answer, Clock::time_point now) {
  answer_ = std::move(answer);
  sent_ = 0;
  resumes_at_ = now + answer_.delay;
  state_ = State::kAnswer;
}

std::optional<Wish> Connection::sendAnswer(Clock::time_point now) {
  const std::uint64_t turn_ends = sent_ + kTurn;
  while (true) {
    const std::string_view rest = answer_.after(sent_);
    if (now < resumes_at_) {
      return Wish{.at = resumes_at_};
    }
    if (rest.empty()) {
      end();
      return std::nullopt;
    }
    if (sent_ >= turn_ends) {
      return Wish{.writable = true};
    }
    std::size_t taken = 0;
    const Io io = stream_.write(rest, taken);
    sent_ += taken;
    if (io == Io::kDisconnected) {
      return Wish{.over = true};
    }
    if (io == Io::kBlocked) {
      return Wish{.writable = stream_.wantsToWrite()};
    }
    resumes_at_ = now + answer_.pause;
  }
}

void Connection::end() {
  switch (answer_.ending) {
    case Ending::kNextRequest:
      state_ = State::kRequest;
      break;
    case Ending::kSilence:
      state_ = State::kSilence;
      break;
    case Ending::kClose:
    case Ending::kCut:
      // Closed only when the peer has, since what it may have sent meanwhile would make it an RST.
      stream_.endWriting(answer_.ending == Ending::kClose);
      state_ = State::kSilence;
      break;
    case Ending::kReset:
      state_ = State::kReset;
      break;
  }
}

std::optional<Wish> Connection::sendReset(Clock::time_point now) {
  if (!stream_.isDelivered()) {
    // An RST overtakes what is still on its way. No event tells of an acknowledgement.
    return Wish{.at = now + std::chrono::milliseconds(1)};
  }
  stream_.reset();
  state_ = State::kOver;
  return std::nullopt;
}

}  // namespace bailey::fakes::upstream
