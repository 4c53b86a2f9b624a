// One thread's wait for everything it serves: files that become ready, times that come, and tasks
// from other threads. What is done then is its users' business: callers' connections (net) and
// connections to CRMs (upstream) share one.
#pragma once

#include "core/file_descriptor.h"
#include "event/inbox.h"
#include "event/timers.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <sys/epoll.h>
#include <utility>
#include <vector>

namespace bailey::event {

// Whose file became ready. One file each. May destroy any handler but itself from onReady(): that
// is what Loop::later() is for.
class Handler {
public:
  Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  Handler(Handler&&) = delete;
  Handler& operator=(Handler&&) = delete;
  virtual ~Handler() = default;

  // `events` are epoll's.
  virtual void onReady(std::uint32_t events) = 0;

private:
  friend class Loop;

  std::uint32_t watched_ = 0;  // epoll's events; 0: not watched
};

// The loop's thread is the one that calls wait(); it alone calls the rest, but for inbox().
class Loop {
public:
  Loop();

  // For other threads, which may keep it longer than this lives.
  [[nodiscard]] const std::shared_ptr<Inbox>& inbox() const { return inbox_; }

  // Wakes `handler` for these epoll events of `fd` from now on.
  void watch(int fd, std::uint32_t events, Handler& handler);

  // No event of it will be told any more, also none that has happened. Before `fd` is closed.
  void forget(int fd, Handler& handler);

  [[nodiscard]] Timers& timers() { return timers_; }

  // The time at which this turn began.
  [[nodiscard]] Clock::time_point now() const { return now_; }

  // Runs `task` in this turn still, when nothing of this turn is on the stack any more.
  void later(Task task) { later_.push_back(std::move(task)); }

  // Waits until there is something to do, or `until`.
  void wait(std::optional<Clock::time_point> until);

  // Does it: files, then tasks, then timers, then what they left for later().
  void dispatch();

  void turn() {
    wait(std::nullopt);
    dispatch();
  }

private:
  static constexpr int kEventsPerTurn = 256;

  [[nodiscard]] int waitTime(std::optional<Clock::time_point> until) const;
  void runLater();

  core::FileDescriptor epoll_;
  const std::shared_ptr<Inbox> inbox_;
  Timers timers_;
  std::vector<Task> later_;
  std::array<epoll_event, kEventsPerTurn> events_{};
  std::span<epoll_event> ready_;  // of this turn, in events_
  Clock::time_point now_ = Clock::now();
};

}  // namespace bailey::event
