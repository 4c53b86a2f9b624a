// What keeps an integration from asking a CRM that does not answer, or that wants to be left alone:
// a circuit breaker for each origin, a rate limiter for each account there.
#pragma once

#include "core/guarded.h"
#include "upstream/answer.h"
#include "upstream/circuit_breaker.h"
#include "upstream/rate_limiter.h"
#include "upstream/request.h"
#include "upstream/settings.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace bailey::upstream {

// Any thread.
class Guards {
public:
  using Clock = std::chrono::steady_clock;

  explicit Guards(const Settings& settings);

  // Leave to make one attempt, or why there is none.
  struct Leave {
    Trouble trouble = Trouble::None;   // CircuitOpen or Throttled: do not go
    std::chrono::nanoseconds wait{0};  // go after so long, or ask again then
    std::shared_ptr<CircuitBreaker> breaker;
    CircuitBreaker::Admission admission;
  };

  // Whoever gets one goes within `wait_max`, and hands it to ended() once.
  [[nodiscard]] Leave ask(const Request& request,
                          std::chrono::nanoseconds wait_max,
                          Clock::time_point now);

  // What came of the attempt; learns what the CRM says about its limits.
  void ended(const Leave& leave,
             const Request& request,
             const Answer& answer,
             Clock::time_point now);

private:
  using Breakers = std::map<std::string, std::shared_ptr<CircuitBreaker>, std::less<>>;

  std::shared_ptr<CircuitBreaker> breakerOf(const Request& request);

  const CircuitRules circuit_rules_;
  const bool has_breakers_;
  const bool has_rate_;
  core::Guarded<Breakers> breakers_;  // by origin
  RateLimiter limiter_;
};

}  // namespace bailey::upstream
