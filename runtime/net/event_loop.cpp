#include "net/event_loop.h"

#include "net/connection.h"

#include <algorithm>
#include <sys/epoll.h>
#include <utility>

namespace bailey::net {
namespace {

constexpr int kAcceptsPerTurn = 32;  // so that one loop does not take a whole burst
constexpr std::chrono::milliseconds kAcceptPause{100};

http::Limits httpLimits(const config::Limits& limits) {
  return {limits.header_bytes, limits.header_fields, limits.target_bytes, limits.body_bytes};
}

}  // namespace

EventLoop::EventLoop(const Surroundings& surroundings)
    : around_(surroundings),
      published_count_(around_.active.publishedCount()),
      front_(around_.active.acquire()->front),
      client_(around_.upstream.makeClient(loop_)),
      path_(settings(), around_.active, around_.workers, *client_, around_.claims, around_.log),
      assembler_tools_{httpLimits(settings().limits), path_, exchanges_, {}},
      completion_([this, inbox = loop_.inbox()](std::shared_ptr<pipeline::Exchange> exchange,
                                                pipeline::Reply reply) {
        if (std::this_thread::get_id() == thread_) {
          take(std::move(exchange), std::move(reply));
        } else {  // a worker, which may outlive this loop but not its inbox
          inbox->post([this, exchange = std::move(exchange), reply = std::move(reply)]() mutable {
            deliver(*exchange, std::move(reply));
          });
        }
      }),
      buffered_max_(settings().limits.buffered_bytes / around_.loops),
      deadlines_(settings().deadlines) {
  listen(true);
}

// What its calls come to is still told to the path.
EventLoop::~EventLoop() {
  client_.reset();
}

void EventLoop::run() {
  thread_ = std::this_thread::get_id();
  while (!stopping_ || !connections_.empty() || client_->isBusy()) {
    turn();
    if (stopping_ && now() >= hard_stop_.load()) {
      while (!connections_.empty()) {
        connections_.back()->close();
      }
      clearGraves();
      return;
    }
  }
}

void EventLoop::stop(Clock::time_point hard) {
  hard_stop_.store(hard);
  stop_wanted_.store(true);
  nudge();
}

void EventLoop::giveUp(Connection& connection, const char* thrown) {
  around_.log.write(observability::Level::Error, "connection_failed", thrown);
  connection.close();
}

void EventLoop::turn() {
  loop_.wait(nextDue());
  turns_.fetch_add(1, std::memory_order_relaxed);
  tellTime();
  adoptFront();
  loop_.dispatch();
  expire();
  if (!stopping_ && stop_wanted_.load()) {
    beginStop();
  }
  if (!listening_ && !stopping_ && now() >= accept_again_) {
    listen(true);
  }
  clearGraves();
}

void EventLoop::adoptFront() {
  const std::uint64_t count = around_.active.publishedCount();
  if (count == published_count_) {
    return;
  }
  published_count_ = count;
  std::shared_ptr<const generation::Front> front = around_.active.acquire()->front;
  if (front == front_) {
    return;
  }
  front_ = std::move(front);
  path_.adopt(settings());
  assembler_tools_.limits = httpLimits(settings().limits);
  buffered_max_ = settings().limits.buffered_bytes / around_.loops;
  deadlines_.adopt(settings().deadlines);
}

std::optional<Clock::time_point> EventLoop::nextDue() const {
  std::optional<Clock::time_point> next = deadlines_.next();
  if (!listening_ && !stopping_) {
    next = next ? std::min(*next, accept_again_) : accept_again_;
  }
  if (stopping_) {
    next = next ? std::min(*next, hard_stop_.load()) : hard_stop_.load();
  }
  return next;
}

void EventLoop::acceptSome() {
  for (int i = 0; i < kAcceptsPerTurn && listening_; ++i) {
    const Accepted accepted = around_.listener.accept(around_.budget.countsAddresses());
    if (accepted.state == Accepted::State::Empty) {
      return;
    }
    if (accepted.state == Accepted::State::Exhausted) {
      around_.log.write(observability::Level::Error,
                        "accept_paused",
                        "no file descriptor is left for a new connection; raise LimitNOFILE or "
                        "lower limits.connections");
      accept_again_ = now() + kAcceptPause;
      listen(false);
      return;
    }
    admit(accepted);
  }
}

void EventLoop::admit(const Accepted& accepted) {
  if (around_.budget.full()) {
    Connection* idle = deadlines_.longestIdle();
    if (idle == nullptr) {
      return;  // the socket closes itself
    }
    idle->close();
  }
  if (!around_.budget.enter(accepted.address)) {
    return;
  }
  try {
    connections_.push_back(std::make_unique<Connection>(*this, *accepted.socket, accepted.address));
  } catch (const std::exception& thrown) {  // no memory left for its TLS
    around_.log.write(observability::Level::Error, "connection_failed", typeid(thrown).name());
    around_.budget.leave(accepted.address);
    return;
  }
  Connection& connection = *connections_.back();
  connection.index = connections_.size() - 1;
  guard(connection, [&] { watch(connection, EPOLLIN | EPOLLRDHUP); });
}

void EventLoop::listen(bool on) {
  if (on) {
    loop_.watch(around_.listener.fd(), EPOLLIN | EPOLLEXCLUSIVE, doorbell_);  // wakes one loop only
  } else {
    loop_.forget(around_.listener.fd(), doorbell_);
  }
  listening_ = on;
}

void EventLoop::watch(Connection& connection, std::uint32_t events) {
  loop_.watch(connection.fd(), events, connection);
}

void EventLoop::awaitReply(const pipeline::Exchange& exchange, Connection& connection) {
  awaited_.emplace(&exchange, &connection);
}

void EventLoop::forgetReply(const pipeline::Exchange& exchange) {
  awaited_.erase(&exchange);
}

// From a plugin on this thread, which must not find itself inside the connection it answers.
void EventLoop::take(std::shared_ptr<pipeline::Exchange> exchange, pipeline::Reply reply) {
  loop_.later([this, exchange = std::move(exchange), reply = std::move(reply)]() mutable {
    deliver(*exchange, std::move(reply));
  });
}

void EventLoop::deliver(const pipeline::Exchange& exchange, pipeline::Reply reply) {
  const auto awaited = awaited_.find(&exchange);
  if (awaited != awaited_.end()) {  // else nobody waits for it any more
    Connection& connection = *awaited->second;
    awaited_.erase(awaited);
    guard(connection, [&] { connection.onReply(std::move(reply)); });
  }
}

void EventLoop::expire() {
  while (Connection* connection = deadlines_.expired(now())) {
    guard(*connection, [&] { connection->onDeadline(); });
  }
}

void EventLoop::beginStop() {
  stopping_ = true;
  if (listening_) {
    listen(false);
  }
  for (std::size_t i = connections_.size(); i > 0; --i) {  // each may leave the list
    connections_[i - 1]->onStop();
  }
}

void EventLoop::bury(Connection& connection) {
  around_.budget.leave(connection.address());
  loop_.forget(connection.fd(), connection);
  const std::size_t index = connection.index;
  graves_.push_back(std::move(connections_[index]));
  if (index + 1 != connections_.size()) {
    connections_[index] = std::move(connections_.back());
    connections_[index]->index = index;
  }
  connections_.pop_back();
}

void EventLoop::clearGraves() {
  graves_.clear();
}

void EventLoop::tellTime() {
  const std::time_t second = std::time(nullptr);
  if (second == date_second_) {
    return;
  }
  date_second_ = second;
  std::tm parts{};
  gmtime_r(&second, &parts);
  std::array<char, 40> text{};
  const std::size_t length =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  date_.assign(text.data(), length);
}

}  // namespace bailey::net
