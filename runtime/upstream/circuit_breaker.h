// Leaves an origin alone that does not answer. Without it each call to a dead CRM costs its caller
// the whole deadline, and the CRM gets all its load back in the moment it recovers.
//
// Closed, calls go. Open, none goes until some time has passed. Then half open: one goes as a
// probe, and what comes of it closes or opens again, for twice as long.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

namespace bailey::upstream {

struct CircuitRules {
  int consecutive_failures = 5;    // as many one after the other open it
  int window_calls_min = 20;       // and so do, of at least as many calls in the last 10 s,
  int window_failed_percent = 50;  // as many per cent
  std::chrono::milliseconds open_time{5'000};
  std::chrono::milliseconds open_time_max{60'000};
  // A probe of which nothing is heard for so long is taken for lost, and another one goes.
  std::chrono::milliseconds probe_time_max{30'000};
};

enum class CallOutcome : std::uint8_t {
  Unset = 0,
  Answered,
  Failed,
  Cancelled,  // by its caller: says nothing about the origin
};

// What a call came to as a breaker sees it. No answer, 502, 503 and 504 are failures; every other
// status is an answer, also one that the adapter will not like.
CallOutcome outcomeOf(std::optional<int> status);

// For one origin. Any thread.
class CircuitBreaker {
public:
  using Clock = std::chrono::steady_clock;

  enum class State : std::uint8_t { Closed, Open, HalfOpen };

  // A call that may go. Hand it to record(), once, whatever comes of the call.
  struct Admission {
    std::uint64_t era = 0;  // which closed or half-open time it belongs to
  };

  explicit CircuitBreaker(CircuitRules rules = {}) : rules_(rules) {}

  // Nothing while the circuit is open or its one probe is under way: answer at once.
  [[nodiscard]] std::optional<Admission> admit(Clock::time_point now);

  // A call of an earlier era counts no more: when the circuit has opened, what was under way then
  // is neither the probe nor news.
  void record(Admission admission, CallOutcome outcome, Clock::time_point now);

  // Half open as soon as a probe may go.
  [[nodiscard]] State state(Clock::time_point now) const;

private:
  // Calls that ended within one second.
  struct Second {
    std::int64_t number = -1;  // since the clock's epoch
    int calls = 0;
    int failed = 0;
  };

  static constexpr std::size_t kWindowSeconds = 10;

  void recordClosed(CallOutcome outcome, Clock::time_point now);
  void recordProbe(CallOutcome outcome, Clock::time_point now);
  void count(bool failed, Clock::time_point now);
  [[nodiscard]] bool failsTooOften(Clock::time_point now) const;
  void close();
  void open(Clock::time_point now);

  const CircuitRules rules_;
  mutable std::mutex mutex_;
  // All below: guarded by mutex_.
  State state_ = State::Closed;
  std::uint64_t era_ = 0;
  int consecutive_failures_ = 0;
  std::array<Second, kWindowSeconds> window_;
  std::chrono::milliseconds open_time_{0};  // of the last time it opened; 0 since it closed
  Clock::time_point open_until_;
  std::optional<Clock::time_point> probe_since_;  // half open: when the probe went
};

}  // namespace bailey::upstream
