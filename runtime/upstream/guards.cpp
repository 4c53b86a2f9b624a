#include "upstream/guards.h"

#include "core/sha256.h"
#include "upstream/retry_after.h"

#include <strings.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace bailey::upstream {
namespace {

constexpr std::size_t kOriginsMax = 10'000;  // one for each customer of a CRM with subdomains
constexpr int kTooManyRequests = 429;

CircuitRules circuitRules(const Settings& settings) {
  CircuitRules rules;
  rules.consecutive_failures = static_cast<int>(settings.breaker_failures);
  return rules;
}

// What a CRM counts by: who asks, at which origin.
AccountKey accountOf(const Request& request) {
  std::string words = originOf(request.url);
  for (const auto& [name, value] : request.fields) {
    if (::strcasecmp(name.c_str(), "authorization") == 0) {
      words.append("\n").append(value);
    }
  }
  const core::Sha256Digest digest = core::sha256(words);
  explicit_bzero(words.data(), words.size());
  AccountKey key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

CallOutcome outcomeOf(const Answer& answer) {
  if (answer.trouble == Trouble::Cancelled) {
    return CallOutcome::Cancelled;
  }
  return upstream::outcomeOf(answer.trouble == Trouble::None ? std::optional(answer.status)
                                                             : std::nullopt);
}

}  // namespace

Guards::Guards(const Settings& settings)
    : circuit_rules_(circuitRules(settings)),
      has_breakers_(settings.breaker_failures > 0),
      has_rate_(settings.requests_per_second > 0),
      limiter_({static_cast<double>(settings.requests_per_second),
                std::max(1, static_cast<int>(settings.requests_per_second))}) {}

Guards::Leave Guards::ask(const Request& request,
                          std::chrono::nanoseconds wait_max,
                          Clock::time_point now) {
  Leave leave;
  if (has_rate_ || limiter_.accounts() > 0) {  // else nobody has said anything yet
    const auto reserved = limiter_.reserve(accountOf(request), wait_max, now);
    leave.wait = reserved.wait;
    if (!reserved.granted) {
      leave.trouble = Trouble::Throttled;
      return leave;
    }
  }
  if (has_breakers_) {
    leave.breaker = breakerOf(request);
    const auto admission = leave.breaker->admit(now);
    if (!admission) {
      leave.trouble = Trouble::CircuitOpen;
      return leave;
    }
    leave.admission = *admission;
  }
  return leave;
}

void Guards::ended(const Leave& leave,
                   const Request& request,
                   const Answer& answer,
                   Clock::time_point now) {
  if (leave.breaker != nullptr) {
    leave.breaker->record(leave.admission, outcomeOf(answer), now);
  }
  if (answer.trouble != Trouble::None) {
    return;
  }
  if (answer.status == kTooManyRequests && answer.retry_after_s > 0) {
    limiter_.pauseUntil(accountOf(request), now + std::chrono::seconds(answer.retry_after_s), now);
  } else if (const auto window = rateWindow(answer.fields, std::chrono::system_clock::now())) {
    limiter_.setBudget(accountOf(request), window->remaining, now + window->ends_in, now);
  }
}

std::shared_ptr<CircuitBreaker> Guards::breakerOf(const Request& request) {
  return breakers_.with([&](Breakers& breakers) {
    const std::string origin = originOf(request.url);
    const auto found = breakers.find(origin);
    if (found != breakers.end()) {
      return found->second;
    }
    if (breakers.size() >= kOriginsMax) {
      breakers.clear();  // those that were open find out anew
    }
    return breakers.emplace(origin, std::make_shared<CircuitBreaker>(circuit_rules_)).first->second;
  });
}

}  // namespace bailey::upstream
