#include "upstream/rate_limiter.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <iterator>

namespace bailey::upstream {
namespace {

using std::chrono::nanoseconds;

// A rate below one call a day is none that anybody means, and keeps the numbers small.
constexpr double kCallsPerSecondMin = 1.0 / 86'400;

constexpr int kForgottenAtOnce = 2;

nanoseconds intervalOf(const RateRules& rules) {
  return rules.calls_per_second <= 0
             ? nanoseconds(0)
             : nanoseconds(static_cast<nanoseconds::rep>(
                   1e9 / std::max(rules.calls_per_second, kCallsPerSecondMin)));
}

}  // namespace

RateLimiter::RateLimiter(RateRules rules)
    : interval_(intervalOf(rules)),
      slack_(interval_ * (rules.burst - 1)) {
  assert(rules.burst >= 1);
}

// The bucket is kept as the time at which it is full again: a token moves that by one interval, and
// there is one as long as it is not more than a bucket's worth ahead. (GCRA, ATM Forum TM 4.0)
RateLimiter::Reservation RateLimiter::reserve(const AccountKey& account,
                                              nanoseconds wait_max,
                                              Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Account& found = accountOf(account, now);
  Clock::time_point due = std::max(now, found.full_at - slack_);
  if (due < found.budget_until && found.budget == 0) {
    due = found.budget_until;
  }
  const nanoseconds wait = due - now;
  if (wait > wait_max) {
    return {.granted = false, .wait = wait};
  }
  if (due < found.budget_until) {
    --found.budget;
  }
  found.full_at = std::max(found.full_at, due) + interval_;
  return {.granted = true, .wait = wait};
}

void RateLimiter::pauseUntil(const AccountKey& account,
                             Clock::time_point until,
                             Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Account& found = accountOf(account, now);
  // An empty bucket at that time: whoever has said "too many" does not want a burst next.
  found.full_at = std::max(found.full_at, std::min(until, now + kPauseMax) + slack_);
}

void RateLimiter::setBudget(const AccountKey& account,
                            std::uint64_t remaining,
                            Clock::time_point until,
                            Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Account& found = accountOf(account, now);
  if (now < found.budget_until) {
    found.budget = std::min(found.budget, remaining);
    return;
  }
  found.budget = remaining;
  found.budget_until = std::min(until, now + kPauseMax);
}

std::size_t RateLimiter::accounts() const {
  const std::lock_guard lock(mutex_);
  return accounts_.size();
}

std::size_t RateLimiter::KeyHash::operator()(const AccountKey& key) const {
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof(hash));
  return hash;
}

RateLimiter::Account& RateLimiter::accountOf(const AccountKey& key, Clock::time_point now) {
  forgetIdle(now);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    accounts_.splice(accounts_.begin(), accounts_, found->second);
  } else {
    if (accounts_.size() >= kAccountsMax) {
      by_key_.erase(accounts_.back().key);
      accounts_.pop_back();
    }
    accounts_.emplace_front().key = key;
    by_key_.emplace(key, accounts_.begin());
  }
  accounts_.front().used = now;
  return accounts_.front();
}

void RateLimiter::forgetIdle(Clock::time_point now) {
  for (int i = 0; i < kForgottenAtOnce && !accounts_.empty(); ++i) {
    Account& oldest = accounts_.back();
    if (now - oldest.used <= kIdleMax) {
      return;
    }
    if (oldest.full_at > now || oldest.budget_until > now) {
      // Still paused: forgotten, it would be asked again too early. Looked at again later.
      oldest.used = now;
      accounts_.splice(accounts_.begin(), accounts_, std::prev(accounts_.end()));
      continue;
    }
    by_key_.erase(oldest.key);
    accounts_.pop_back();
  }
}

}  // namespace bailey::upstream
