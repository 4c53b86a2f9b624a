#include "upstream/circuit_breaker.h"

#include <algorithm>
#include <cassert>

namespace bailey::upstream {
namespace {

std::int64_t secondOf(CircuitBreaker::Clock::time_point now) {
  return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
}

}  // namespace

CallOutcome outcomeOf(std::optional<int> status) {
  const bool failed = !status || *status == 502 || *status == 503 || *status == 504;
  return failed ? CallOutcome::Failed : CallOutcome::Answered;
}

std::optional<CircuitBreaker::Admission> CircuitBreaker::admit(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (state_ == State::Closed) {
    return Admission{era_};
  }
  if (state_ == State::Open) {
    if (now < open_until_) {
      return std::nullopt;
    }
    state_ = State::HalfOpen;
    probe_since_.reset();
  }
  if (probe_since_ && now - *probe_since_ < rules_.probe_time_max) {
    return std::nullopt;
  }
  probe_since_ = now;
  return Admission{++era_};  // an era of its own, so that a lost probe that turns up is no news
}

void CircuitBreaker::record(Admission admission, CallOutcome outcome, Clock::time_point now) {
  assert(outcome != CallOutcome::Unset);
  const std::lock_guard lock(mutex_);
  if (admission.era != era_) {
    return;
  }
  if (state_ == State::Closed) {
    recordClosed(outcome, now);
  } else if (state_ == State::HalfOpen) {
    recordProbe(outcome, now);
  }
}

CircuitBreaker::State CircuitBreaker::state(Clock::time_point now) const {
  const std::lock_guard lock(mutex_);
  return state_ == State::Open && now >= open_until_ ? State::HalfOpen : state_;
}

void CircuitBreaker::recordClosed(CallOutcome outcome, Clock::time_point now) {
  if (outcome == CallOutcome::Cancelled) {
    return;
  }
  const bool failed = outcome == CallOutcome::Failed;
  count(failed, now);
  consecutive_failures_ = failed ? consecutive_failures_ + 1 : 0;
  if (failed && (consecutive_failures_ >= rules_.consecutive_failures || failsTooOften(now))) {
    open(now);
  }
}

void CircuitBreaker::recordProbe(CallOutcome outcome, Clock::time_point now) {
  probe_since_.reset();
  if (outcome == CallOutcome::Answered) {
    close();
  } else if (outcome == CallOutcome::Failed) {
    open(now);
  }
}

void CircuitBreaker::count(bool failed, Clock::time_point now) {
  const std::int64_t number = secondOf(now);
  Second& second = window_[static_cast<std::uint64_t>(number) % kWindowSeconds];
  if (second.number != number) {
    second = {.number = number};
  }
  ++second.calls;
  second.failed += failed ? 1 : 0;
}

bool CircuitBreaker::failsTooOften(Clock::time_point now) const {
  const std::int64_t oldest = secondOf(now) - static_cast<std::int64_t>(kWindowSeconds) + 1;
  std::int64_t calls = 0;
  std::int64_t failed = 0;
  for (const Second& second : window_) {
    if (second.number >= oldest) {
      calls += second.calls;
      failed += second.failed;
    }
  }
  return calls >= rules_.window_calls_min && failed * 100 >= calls * rules_.window_failed_percent;
}

void CircuitBreaker::close() {
  state_ = State::Closed;
  ++era_;
  consecutive_failures_ = 0;
  window_.fill({});
  open_time_ = {};
}

void CircuitBreaker::open(Clock::time_point now) {
  state_ = State::Open;
  ++era_;
  open_time_ =
      open_time_.count() == 0 ? rules_.open_time : std::min(open_time_ * 2, rules_.open_time_max);
  open_until_ = now + open_time_;
}

}  // namespace bailey::upstream
