// The share of the workers one integration may hold. A CRM that hangs fills its own bulkhead and
// nothing else. (architecture.md §6; reliability.md §4)
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace bailey::generation {

// Counts the calls of one integration that run, and keeps a short queue of those that wait. Any
// thread.
class Bulkhead {
public:
  using Task = std::function<void()>;

  enum class Entry : unsigned char {
    Unset = 0,
    Run,   // the task is the caller's again: run it, then leave()
    Wait,  // kept; some leave() will give it out
    Full,  // neither: answer 503
  };

  // REQUIRES: running_max > 0
  Bulkhead(std::size_t running_max, std::size_t waiting_max)
      : running_max_(running_max),
        waiting_max_(waiting_max) {}

  // Takes `task` only when it answers Wait.
  Entry enter(Task& task);

  // One running task has ended. Gives out the task that runs in its place, if one waits.
  [[nodiscard]] std::optional<Task> leave();

  [[nodiscard]] std::size_t running() const;
  [[nodiscard]] std::size_t waiting() const;

private:
  const std::size_t running_max_;
  const std::size_t waiting_max_;
  mutable std::mutex mutex_;
  std::size_t running_ = 0;   // guarded by mutex_
  std::deque<Task> waiting_;  // guarded by mutex_; empty unless running_ == running_max_
};

}  // namespace bailey::generation
