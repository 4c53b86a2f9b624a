#include "generation/bulkhead.h"

#include <utility>

namespace bailey::generation {

Bulkhead::Entry Bulkhead::enter(Task& task) {
  const std::lock_guard lock(mutex_);
  if (running_ < running_max_) {
    ++running_;
    return Entry::Run;
  }
  if (waiting_.size() < waiting_max_) {
    waiting_.push_back(std::move(task));
    return Entry::Wait;
  }
  return Entry::Full;
}

std::optional<Bulkhead::Task> Bulkhead::leave() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    --running_;
    return std::nullopt;
  }
  Task next = std::move(waiting_.front());
  waiting_.pop_front();
  return next;
}

std::size_t Bulkhead::running() const {
  const std::lock_guard lock(mutex_);
  return running_;
}

std::size_t Bulkhead::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace bailey::generation
