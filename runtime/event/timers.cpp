#include "event/timers.h"

namespace bailey::event {

void Timer::set(Clock::time_point due) {
  cancel();
  place_ = timers_.set_.emplace(due, this);
}

void Timer::cancel() {
  if (place_) {
    timers_.set_.erase(*place_);
    place_.reset();
  }
}

std::optional<Clock::time_point> Timers::next() const {
  return set_.empty() ? std::nullopt : std::optional(set_.begin()->first);
}

void Timers::run(Clock::time_point now) {
  while (!set_.empty() && set_.begin()->first <= now) {
    Timer& due = *set_.begin()->second;
    due.cancel();
    due.handler_.onTimer();
  }
}

}  // namespace bailey::event
