#include "event/loop.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

namespace bailey::event {

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), inbox_(std::make_shared<Inbox>()) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = nullptr;  // the inbox
  if (!epoll_.valid() || ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, inbox_->fd(), &event) != 0) {
    throw std::system_error(errno, std::generic_category(), "epoll");
  }
}

void Loop::watch(int fd, std::uint32_t events, Handler& handler) {
  if (handler.watched_ == events) {
    return;
  }
  epoll_event event{};
  event.events = events;
  event.data.ptr = &handler;
  const int operation = handler.watched_ == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (::epoll_ctl(epoll_.get(), operation, fd, &event) != 0) {
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
  }
  handler.watched_ = events;
}

void Loop::forget(int fd, Handler& handler) {
  if (handler.watched_ == 0) {
    return;
  }
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
  handler.watched_ = 0;
  for (epoll_event& event : ready_) {
    if (event.data.ptr == &handler) {
      event.events = 0;
    }
  }
}

// Milliseconds until something is due, rounded up so that it is due then.
int Loop::waitTime(std::optional<Clock::time_point> until) const {
  if (!later_.empty()) {
    return 0;
  }
  std::optional<Clock::time_point> next = timers_.next();
  if (until) {
    next = next ? std::min(*next, *until) : until;
  }
  if (!next) {
    return -1;
  }
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 60'000));
}

void Loop::wait(std::optional<Clock::time_point> until) {
  const int count = ::epoll_wait(epoll_.get(), events_.data(), kEventsPerTurn, waitTime(until));
  ready_ = std::span(events_).first(static_cast<std::size_t>(std::max(count, 0)));
  now_ = Clock::now();
}

void Loop::dispatch() {
  bool has_mail = false;
  for (const epoll_event& event : ready_) {
    if (event.data.ptr == nullptr) {
      has_mail = true;
    } else if (event.events != 0) {  // else it was forgotten in this turn
      static_cast<Handler*>(event.data.ptr)->onReady(event.events);
    }
  }
  ready_ = {};
  if (has_mail) {
    for (const Task& task : inbox_->take()) {
      task();
    }
  }
  timers_.run(now_);
  runLater();
}

void Loop::runLater() {
  while (!later_.empty()) {
    const std::vector<Task> tasks = std::exchange(later_, {});
    for (const Task& task : tasks) {
      task();
    }
  }
}

}  // namespace bailey::event
