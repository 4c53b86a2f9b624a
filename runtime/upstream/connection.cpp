#include "upstream/connection.h"

#include <cstring>
#include <sys/epoll.h>
#include <utility>

namespace bailey::upstream {

using IoState = event::IoResult::State;

namespace {

constexpr std::uint32_t kReadable = EPOLLIN | EPOLLRDHUP;

}  // namespace

Connection::Connection(event::Loop& loop, std::span<char> scratch, Endpoint endpoint, User& user)
    : loop_(loop),
      scratch_(scratch),
      endpoint_(std::move(endpoint)),
      transport_(endpoint_.address),
      user_(&user),
      timer_(loop.timers(), *this) {
  watch(EPOLLOUT);
}

Connection::~Connection() {
  loop_.forget(transport_.fd(), *this);
  forgetRequest();
}

void Connection::send(std::string request,
                      bool head_request,
                      std::size_t body_bytes_max,
                      User& user) {
  timer_.cancel();
  user_ = &user;
  request_ = std::move(request);
  sent_ = 0;
  ++requests_;
  reader_.emplace(head_request, body_bytes_max);
  state_ = State::Exchanging;
  flush();
}

void Connection::park(User& user, event::Clock::duration patience) {
  user_ = &user;
  watch(kReadable);
  timer_.set(loop_.now() + patience);
}

void Connection::abandon() {
  state_ = State::Over;
  timer_.cancel();
  loop_.forget(transport_.fd(), *this);  // an answer may be there already, told in this very turn
}

void Connection::onTimer() {
  fail(Trouble::Timeout);
}

void Connection::onReady(std::uint32_t events) {
  switch (state_) {
    case State::Connecting:
      finishConnect();
      return;
    case State::Handshaking:
      shakeHands();
      return;
    case State::Idle:
      if (!transport_.isQuiet()) {
        fail(Trouble::Closed);  // whatever it says now, nobody asked
      }
      return;
    case State::Exchanging:
      if (sent_ < request_.size()) {
        flush();
      }
      if (state_ == State::Exchanging && (events & ~EPOLLOUT) != 0) {
        receive();
      }
      return;
    case State::Over:
      return;
  }
}

void Connection::finishConnect() {
  if (transport_.finishConnect().state != IoState::Done) {
    fail(Trouble::Connect);
    return;
  }
  if (endpoint_.trust.isNull()) {
    state_ = State::Idle;
    user_->onConnected();
    return;
  }
  transport_.startTls(endpoint_.trust, endpoint_.host, *endpoint_.session);
  state_ = State::Handshaking;
  shakeHands();
}

void Connection::shakeHands() {
  switch (transport_.handshake().state) {
    case IoState::Done:
      state_ = State::Idle;
      user_->onConnected();
      return;
    case IoState::WantRead:
      watch(kReadable);
      return;
    case IoState::WantWrite:
      watch(EPOLLOUT);
      return;
    default:
      fail(transport_.wasUntrusted() ? Trouble::TlsUntrusted : Trouble::TlsFailed);
  }
}

void Connection::flush() {
  while (sent_ < request_.size()) {
    const auto result = transport_.write(request_.data() + sent_, request_.size() - sent_);
    if (result.state == IoState::Done) {
      sent_ += result.bytes;
      continue;
    }
    if (result.state == IoState::WantWrite || result.state == IoState::WantRead) {
      watch(kReadable | EPOLLOUT);  // it may answer before it has heard everything
      return;
    }
    receive();  // it does not listen any more; perhaps it has said why
    if (state_ == State::Exchanging) {
      fail(Trouble::Closed);
    }
    return;
  }
  watch(kReadable);
}

void Connection::receive() {
  while (state_ == State::Exchanging) {
    const auto result = transport_.read(scratch_.data(), scratch_.size());
    switch (result.state) {
      case IoState::Done:
        take(reader_->feed({scratch_.data(), result.bytes}));
        if (result.bytes < scratch_.size() && !transport_.hasBuffered()) {
          return;  // the loop tells of more
        }
        break;
      case IoState::WantRead:
      case IoState::WantWrite:
        return;
      default:
        take(reader_->end(result.state == IoState::Closed));
        return;
    }
  }
}

void Connection::take(AnswerReader::State state) {
  switch (state) {
    case AnswerReader::State::More:
      return;
    case AnswerReader::State::Whole: {
      const bool reusable = reader_->mayReuse() && sent_ == request_.size();
      state_ = reusable ? State::Idle : State::Over;
      AnswerPtr answer = reader_->take();
      forgetRequest();
      user_->onAnswer(std::move(answer));
      return;
    }
    case AnswerReader::State::Broken:
      fail(reader_->trouble());
      return;
  }
}

void Connection::fail(Trouble trouble) {
  abandon();
  user_->onTrouble(*this, trouble);
}

void Connection::forgetRequest() {
  explicit_bzero(request_.data(), request_.size());
  request_.clear();
}

void Connection::watch(std::uint32_t events) {
  loop_.watch(transport_.fd(), events, *this);
}

}  // namespace bailey::upstream
