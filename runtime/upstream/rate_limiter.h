// How often one account at a CRM may be asked. A token bucket for each, from the configuration,
// tightened by what the CRM itself says: its limits belong to the account, and who hammers on is
// locked out with all of its integrations.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

namespace bailey::upstream {

// A digest of the origin and of the credentials: what the limit belongs to, without naming it.
using AccountKey = std::array<std::uint8_t, 16>;

struct RateRules {
  double calls_per_second = 0;  // 0: as many as you like, until the CRM says otherwise
  int burst = 1;                // as many may go at once after a rest; at least 1
};

// For one integration. Any thread.
class RateLimiter {
public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::size_t kAccountsMax = 10'000;
  static constexpr std::chrono::minutes kIdleMax{10};
  // Nobody is made to pause for longer, whatever is asked for.
  static constexpr std::chrono::hours kPauseMax{24};

  struct Reservation {
    bool granted = false;
    // Granted: go after so long, 0 meaning now. Else: how long it would have been.
    std::chrono::nanoseconds wait{0};
  };

  explicit RateLimiter(RateRules rules);

  // Takes the next token, if it comes within `wait_max`; takes none otherwise. Tokens are given out
  // in the order they are asked for. What was granted stays granted, whatever is said later.
  [[nodiscard]] Reservation reserve(const AccountKey& account,
                                    std::chrono::nanoseconds wait_max,
                                    Clock::time_point now);

  // The CRM wants to hear nothing before `until`; then calls go at their rate, without a burst.
  void pauseUntil(const AccountKey& account, Clock::time_point until, Clock::time_point now);

  // The CRM lets `remaining` more calls pass before `until`. Within one window the lowest number
  // counts: answers overtake each other.
  void setBudget(const AccountKey& account,
                 std::uint64_t remaining,
                 Clock::time_point until,
                 Clock::time_point now);

  [[nodiscard]] std::size_t accounts() const;

private:
  struct Account {
    AccountKey key{};
    Clock::time_point used{};
    Clock::time_point full_at{};  // when the bucket is full again if nobody asks
    Clock::time_point budget_until{};
    std::uint64_t budget = 0;  // counts until budget_until
  };

  using Accounts = std::list<Account>;

  // A key is a digest already.
  struct KeyHash {
    std::size_t operator()(const AccountKey& key) const;
  };

  // The account, made if it is new, as the most recently used. REQUIRES: mutex_ is held.
  Account& accountOf(const AccountKey& key, Clock::time_point now);
  // Drops what has been idle; a few at each call, so that none is slow. REQUIRES: mutex_ is held.
  void forgetIdle(Clock::time_point now);

  const std::chrono::nanoseconds interval_;  // between two tokens
  const std::chrono::nanoseconds slack_;     // how far the bucket may be from full
  mutable std::mutex mutex_;
  Accounts accounts_;  // guarded by mutex_; most recently used first
  std::unordered_map<AccountKey, Accounts::iterator, KeyHash> by_key_;  // guarded by mutex_
};

}  // namespace bailey::upstream
