#include "net/event_loop.h"

#include "net/connection.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <sys/epoll.h>
#include <system_error>
#include <typeinfo>
#include <utility>

namespace bailey::net {
namespace {

constexpr int kEventsPerTurn = 256;
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
      path_(settings(), around_.active, around_.workers, around_.claims, around_.log),
      assembler_tools_{httpLimits(settings().limits), path_, exchanges_, {}},
      mailbox_(std::make_shared<Mailbox>()),
      completion_([mailbox = mailbox_](std::shared_ptr<pipeline::Exchange> exchange,
                                       pipeline::Reply reply) {
        mailbox->post({std::move(exchange), std::move(reply)});
      }),
      buffered_max_(settings().limits.buffered_bytes / around_.loops),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      deadlines_(settings().deadlines) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = mailbox_.get();
  if (!epoll_.valid() || ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, mailbox_->fd(), &event) != 0) {
    throw std::system_error(errno, std::generic_category(), "epoll");
  }
  listen(true);
}

EventLoop::~EventLoop() = default;

void EventLoop::run() {
  while (!stopping_ || !connections_.empty()) {
    turn();
    if (stopping_ && now_ >= hard_stop_.load()) {
      while (!connections_.empty()) {
        connections_.back()->close();
      }
      clearGraves();
    }
  }
}

void EventLoop::stop(Clock::time_point hard) {
  hard_stop_.store(hard);
  stop_wanted_.store(true);
  mailbox_->wake();
}

template <typename Act>
void EventLoop::guarded(Connection& connection, Act&& act) {
  try {
    act();
  } catch (const std::exception& thrown) {
    around_.log.write(observability::Level::Error, "connection_failed", typeid(thrown).name());
    connection.close();
  }
}

void EventLoop::turn() {
  std::array<epoll_event, kEventsPerTurn> events;
  const int count = ::epoll_wait(epoll_.get(), events.data(), kEventsPerTurn, waitTime());
  now_ = Clock::now();
  turns_.fetch_add(1, std::memory_order_relaxed);
  tellTime();
  adoptFront();
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    if (event.data.ptr == mailbox_.get()) {
      deliver();
    } else if (event.data.ptr == &around_.listener) {
      acceptSome();
    } else if (auto* connection = static_cast<Connection*>(event.data.ptr); !connection->closed()) {
      guarded(*connection, [&] { connection->onReady(event.events); });
    }
  }
  expire();
  if (!stopping_ && stop_wanted_.load()) {
    beginStop();
  }
  if (!listening_ && !stopping_ && now_ >= accept_again_) {
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

// Milliseconds until something is due, rounded up so that it is due then.
int EventLoop::waitTime() const {
  std::optional<Clock::time_point> next = deadlines_.next();
  if (!listening_ && !stopping_) {
    next = next ? std::min(*next, accept_again_) : accept_again_;
  }
  if (stopping_) {
    next = next ? std::min(*next, hard_stop_.load()) : hard_stop_.load();
  }
  if (!next) {
    return -1;
  }
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 60'000));
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
      accept_again_ = now_ + kAcceptPause;
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
  watch(connection, EPOLLIN | EPOLLRDHUP);
}

void EventLoop::listen(bool on) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLEXCLUSIVE;  // one caller wakes one loop
  event.data.ptr = &around_.listener;
  ::epoll_ctl(epoll_.get(), on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, around_.listener.fd(), &event);
  listening_ = on;
}

void EventLoop::watch(Connection& connection, std::uint32_t events) {
  if (connection.watched == events) {
    return;
  }
  epoll_event event{};
  event.events = events;
  event.data.ptr = &connection;
  const int operation = connection.watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  ::epoll_ctl(epoll_.get(), operation, connection.fd(), &event);
  connection.watched = events;
}

void EventLoop::awaitReply(const pipeline::Exchange& exchange, Connection& connection) {
  awaited_.emplace(&exchange, &connection);
}

void EventLoop::forgetReply(const pipeline::Exchange& exchange) {
  awaited_.erase(&exchange);
}

void EventLoop::deliver() {
  for (Delivery& delivery : mailbox_->take()) {
    const auto awaited = awaited_.find(delivery.exchange.get());
    if (awaited != awaited_.end()) {  // else nobody waits for it any more
      Connection& connection = *awaited->second;
      awaited_.erase(awaited);
      guarded(connection, [&] { connection.onReply(std::move(delivery.reply)); });
    }
  }
}

void EventLoop::expire() {
  while (Connection* connection = deadlines_.expired(now_)) {
    guarded(*connection, [&] { connection->onDeadline(); });
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
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, connection.fd(), nullptr);
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
