#include "net/connection.h"

#include "http/response_head.h"
#include "net/event_loop.h"
#include "net/peer_certificate.h"

#include <algorithm>
#include <sys/epoll.h>
#include <utility>

namespace bailey::net {
namespace {

using IoState = IoResult::State;
using Outcome = RequestAssembler::Outcome;

constexpr std::uint32_t kReadable = EPOLLIN | EPOLLRDHUP;
constexpr std::uint32_t kGone = EPOLLHUP | EPOLLERR | EPOLLRDHUP;

// A peer that goes on sending after our good-bye is read so far, then cut.
constexpr std::size_t kLingerBytesMax = 256 * 1024;

// What a slow caller may need before the minimum rate counts.
constexpr std::chrono::seconds kSlowBodyGrace{5};

constexpr int kRequestTimeout = 408;

// Who was accepted just before a stop may ask its one question: it cannot know that it came late.
constexpr std::chrono::seconds kNewcomersTimeAtStop{1};

}  // namespace

Connection::Connection(EventLoop& loop, const Poco::Net::StreamSocket& socket, std::string address)
    : loop_(loop),
      front_(loop.front()),
      stream_(socket, front_->tls),
      address_(std::move(address)) {
  loop_.deadlines().enter(place, *this, Phase::Handshake, loop_.now());
}

Connection::~Connection() = default;

void Connection::onReady(std::uint32_t events) {
  loop_.guard(*this, [&] { goOn(events); });
}

void Connection::goOn(std::uint32_t events) {
  if (state_ == State::Handshaking) {
    shakeHands();
  }
  if (state_ == State::Sending && (events & (EPOLLOUT | kGone)) != 0) {
    flush();
    if (state_ == State::Receiving) {
      resume();
    }
    return;
  }
  if (state_ == State::Serving) {
    if ((events & kGone) != 0) {
      close();  // nobody is left to answer
    } else {
      loop_.watch(*this, EPOLLRDHUP);  // the next request can wait in the socket
    }
    return;
  }
  if (state_ == State::Receiving || state_ == State::Lingering) {
    receive();
  }
}

void Connection::shakeHands() {
  switch (stream_.handshake().state) {
    case IoState::Done:
      certificate_ = readPeerCertificate(stream_);
      state_ = State::Receiving;
      loop_.watch(*this, kReadable);
      if (!loop_.stopping()) {  // else it keeps what a newcomer is given
        loop_.deadlines().enter(place, *this, Phase::Head, loop_.now());
      }
      return;
    case IoState::WantRead:
      loop_.watch(*this, kReadable);
      return;
    case IoState::WantWrite:
      loop_.watch(*this, kReadable | EPOLLOUT);
      return;
    default:
      close();
  }
}

void Connection::receive() {
  while (state_ == State::Receiving || state_ == State::Lingering) {
    const auto scratch = loop_.inputScratch();
    const IoResult result = stream_.read(scratch.data(), scratch.size());
    if (result.state == IoState::WantRead || result.state == IoState::WantWrite) {
      return;
    }
    if (result.state != IoState::Done) {
      close();
      return;
    }
    if (state_ == State::Lingering) {
      lingered_ += result.bytes;
      if (lingered_ > kLingerBytesMax) {
        close();
      }
      continue;
    }
    const std::string_view fresh(scratch.data(), result.bytes);
    if (pending_.empty()) {
      process(fresh);
    } else {
      pending_ += fresh;
      process(pending_);
    }
    if (!stream_.hasBufferedInput()) {
      return;  // epoll tells of what is still in the socket
    }
  }
}

// Serves what is whole in `bytes`, which lie in the scratch buffer or in pending_, and keeps the
// rest.
void Connection::process(std::string_view bytes) {
  while (state_ == State::Receiving && step(bytes)) {}
  if (state_ != State::Closed) {
    keep(state_ == State::Lingering ? std::string_view() : bytes);
    account();
  }
}

// False when there is nothing more to do until more bytes come.
bool Connection::step(std::string_view& bytes) {
  const auto result = assembler_.feed(bytes, certificate_.get(), loop_.assemblerTools());
  bytes.remove_prefix(result.consumed);
  switch (result.outcome) {
    case Outcome::Whole:
      serve();
      return true;
    case Outcome::Answered:
      respond();
      return true;
    default:
      awaitMore(result.outcome, bytes);
      return false;
  }
}

void Connection::awaitMore(Outcome outcome, std::string_view bytes) {
  Deadlines& deadlines = loop_.deadlines();
  if (outcome == Outcome::NeedsHead) {
    // An empty first request is still under the head's deadline, set after the handshake.
    if (!bytes.empty() && place.phase != Phase::Head) {
      deadlines.enter(place, *this, Phase::Head, loop_.now());
    }
    return;
  }
  if (assembler_.takeContinue()) {
    send(http::kContinue);
    if (state_ == State::Sending) {
      close();  // a caller that cannot take 25 bytes
      return;
    }
  }
  if (loop_.buffersAreFull()) {
    assembler_.abandon();
    assembler_.exchange()->refuse(talkdesk::Failure::Overloaded);
    respond();
    return;
  }
  if (place.phase != Phase::Timed) {
    auto time = loop_.settings().deadlines.body;
    const std::size_t rate = loop_.settings().limits.body_bytes_per_second_min;
    if (rate > 0 && assembler_.announcedLength() > 0) {
      time = std::min<std::chrono::milliseconds>(
          time,
          kSlowBodyGrace + std::chrono::milliseconds(1000 * assembler_.announcedLength() / rate));
    }
    deadlines.enterTimed(place, *this, loop_.now() + time);
  }
}

void Connection::keep(std::string_view bytes) {
  if (bytes.empty()) {
    if (!pending_.empty()) {
      std::string().swap(pending_);
    }
  } else if (bytes.data() >= pending_.data() && bytes.data() <= pending_.data() + pending_.size()) {
    pending_.erase(0, pending_.size() - bytes.size());
  } else {
    pending_.assign(bytes);
  }
}

void Connection::serve() {
  const auto& exchange = assembler_.exchange();
  if (loop_.path().serve(exchange, loop_.completion()) == pipeline::Progress::Answered) {
    respond();
    return;
  }
  state_ = State::Serving;
  loop_.deadlines().enterTimed(place, *this, exchange->deadline);
  loop_.awaitReply(*exchange, *this);
}

void Connection::onReply(pipeline::Reply reply) {
  assembler_.exchange()->reply = std::move(reply);
  respond();
  resume();
}

void Connection::respond() {
  const std::shared_ptr<pipeline::Exchange> exchange = assembler_.releaseExchange();
  if (assembler_.refusal() != http::FramingError::None) {
    answer(loop_.path().refuseUnparsed(http::statusOf(assembler_.refusal()),
                                       http::codeOf(assembler_.refusal()),
                                       exchange.get()),
           exchange);
  } else {
    loop_.path().finish(*exchange);
    answer(exchange->reply, exchange);
  }
}

// `exchange` may be null, and is done with.
void Connection::answer(const pipeline::Reply& reply,
                        const std::shared_ptr<pipeline::Exchange>& exchange) {
  close_after_answer_ = !assembler_.keepAlive() || loop_.stopping();
  http::Response response;
  response.status = reply.status;
  response.body = reply.body;
  response.close = close_after_answer_;
  response.announce_keep_alive = assembler_.http10() && !close_after_answer_;
  response.head_only = assembler_.headOnly();
  response.allow_post = reply.failure == talkdesk::Failure::MethodNotAllowed;
  response.retry_after_s = reply.retry_after_s;
  response.request_id = exchange ? std::string_view(exchange->request_id) : std::string_view();
  response.date = loop_.date();
  std::string& out = loop_.outputScratch();
  out.clear();
  http::appendResponse(out, response);
  const bool seen_by_worker = state_ == State::Serving;
  if (exchange && !seen_by_worker) {
    loop_.exchanges().giveBack(exchange);
  }
  state_ = State::Receiving;
  send(out);
  if (state_ == State::Receiving) {
    afterAnswer();
  }
}

void Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const IoResult result = stream_.write(bytes.data(), bytes.size());
    if (result.state == IoState::Done) {
      bytes.remove_prefix(result.bytes);
      continue;
    }
    if (result.state == IoState::WantWrite || result.state == IoState::WantRead) {
      unsent_.assign(bytes);
      if (state_ != State::Sending) {
        state_ = State::Sending;
        loop_.deadlines().enter(place, *this, Phase::Writing, loop_.now());
      }
      loop_.watch(*this, EPOLLOUT);
      account();
      return;
    }
    close();
    return;
  }
}

void Connection::flush() {
  const std::string bytes = std::exchange(unsent_, {});
  send(bytes);
  if (state_ == State::Sending && unsent_.empty()) {
    state_ = State::Receiving;
    loop_.watch(*this, kReadable);
    afterAnswer();
  }
}

// The answer is on the wire.
void Connection::afterAnswer() {
  if (close_after_answer_) {
    if (assembler_.leftUnread()) {
      linger();
    } else {
      close();
    }
    return;
  }
  loop_.deadlines().enter(place, *this, Phase::Idle, loop_.now());
}

// Closing with bytes unread would make the kernel reset the connection and the answer get lost.
void Connection::linger() {
  stream_.sayGoodbye();
  state_ = State::Lingering;
  loop_.watch(*this, kReadable);
  loop_.deadlines().enter(place, *this, Phase::Linger, loop_.now());
}

// Goes on with what came while a request was served.
void Connection::resume() {
  if (state_ != State::Receiving) {
    return;
  }
  loop_.watch(*this, kReadable);
  if (!pending_.empty()) {
    process(pending_);
  }
  if (state_ == State::Receiving && stream_.hasBufferedInput()) {
    receive();
  }
}

void Connection::onDeadline() {
  if (state_ == State::Serving) {
    pipeline::Exchange& exchange = *assembler_.exchange();
    loop_.forgetReply(exchange);
    loop_.path().expire(exchange);
    respond();
    resume();
    return;
  }
  if (state_ == State::Receiving && hasBegunRequest()) {
    assembler_.abandon();
    const auto exchange = assembler_.releaseExchange();
    answer(loop_.path().refuseUnparsed(kRequestTimeout, "request_timeout", exchange.get()),
           exchange);
    return;
  }
  close();
}

bool Connection::hasBegunRequest() const {
  return !pending_.empty() || assembler_.exchange() != nullptr;
}

void Connection::onStop() {
  if (isNewcomer()) {
    loop_.deadlines().enterTimed(place, *this, loop_.now() + kNewcomersTimeAtStop);
  } else if (state_ == State::Receiving && !hasBegunRequest()) {
    close();
  }
}

// It was accepted but has not asked anything yet.
bool Connection::isNewcomer() const {
  return state_ == State::Handshaking ||
         (state_ == State::Receiving && place.phase == Phase::Head && !hasBegunRequest());
}

void Connection::close() {
  if (state_ == State::Closed) {
    return;
  }
  if (state_ == State::Serving) {
    pipeline::Exchange& exchange = *assembler_.exchange();
    loop_.forgetReply(exchange);
    exchange.cancel();
    loop_.path().finishUnanswered(exchange);
  }
  if (state_ == State::Receiving) {
    stream_.sayGoodbye();
  }
  state_ = State::Closed;
  std::string().swap(pending_);
  std::string().swap(unsent_);
  (void)assembler_.releaseExchange();
  account();
  loop_.deadlines().leave(place);
  loop_.bury(*this);
}

// Tells the loop how many bytes this connection holds.
void Connection::account() {
  const auto& exchange = assembler_.exchange();
  const std::size_t held =
      pending_.size() + unsent_.size() + (exchange ? exchange->body.size() : 0);
  loop_.accountBuffered(accounted_, held);
  accounted_ = held;
}

}  // namespace bailey::net
