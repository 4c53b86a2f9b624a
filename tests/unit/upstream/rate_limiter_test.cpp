#include "upstream/rate_limiter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

namespace bailey::upstream {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using Clock = RateLimiter::Clock;

AccountKey accountNumber(std::uint64_t number) {
  AccountKey key{};
  std::memcpy(key.data(), &number, sizeof(number));
  return key;
}

const AccountKey kAccount = accountNumber(7);
constexpr Clock::time_point kStart{1'000'000s};

// How long a call has to wait; a negative number if it is not granted.
nanoseconds waitFor(RateLimiter& limiter, Clock::time_point now, nanoseconds wait_max = 1h) {
  const auto reservation = limiter.reserve(kAccount, wait_max, now);
  return reservation.granted ? reservation.wait : -reservation.wait;
}

TEST(RateLimiter, LetsABurstGoAndThenOneEachInterval) {
  RateLimiter limiter({.calls_per_second = 10, .burst = 3});
  for (const auto wait : {0ms, 0ms, 0ms, 100ms, 200ms, 300ms}) {
    EXPECT_EQ(waitFor(limiter, kStart), wait);
  }
  EXPECT_EQ(waitFor(limiter, kStart + 300ms), 100ms) << "three of them have gone since";
}

TEST(RateLimiter, FillsTheBucketAgainButNotOver) {
  RateLimiter limiter({.calls_per_second = 10, .burst = 3});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(waitFor(limiter, kStart), 0ms);
  }
  EXPECT_EQ(waitFor(limiter, kStart + 100ms), 0ms) << "one token came";
  EXPECT_EQ(waitFor(limiter, kStart + 100ms), 100ms);
  const auto later = kStart + 5min;
  for (const auto wait : {0ms, 0ms, 0ms, 100ms}) {
    EXPECT_EQ(waitFor(limiter, later), wait);
  }
}

TEST(RateLimiter, TakesNoTokenForWhoCannotWait) {
  RateLimiter limiter({.calls_per_second = 1, .burst = 1});
  EXPECT_EQ(waitFor(limiter, kStart), 0ms);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(waitFor(limiter, kStart, 999ms), -1000ms);
  }
  EXPECT_EQ(waitFor(limiter, kStart, 1000ms), 1000ms) << "none of them is in the way";
  EXPECT_EQ(waitFor(limiter, kStart, 0ms), -2000ms);
}

TEST(RateLimiter, LimitsNothingWithoutARate) {
  RateLimiter limiter({});
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(waitFor(limiter, kStart, 0ms), 0ms);
  }
}

// Whatever comes when: no span of time sees more calls than the burst and its share of the rate.
TEST(RateLimiter, NeverExceedsItsRate) {
  RateLimiter limiter({.calls_per_second = 20, .burst = 5});
  std::mt19937 random(3);
  std::vector<Clock::time_point> calls;
  Clock::time_point now = kStart;
  for (int i = 0; i < 500; ++i) {
    now += std::chrono::milliseconds(random() % 80);
    const auto reservation = limiter.reserve(kAccount, 500ms, now);
    if (reservation.granted) {
      EXPECT_LE(reservation.wait, 500ms);
      calls.push_back(now + reservation.wait);
    }
  }
  ASSERT_GT(calls.size(), 300U);
  std::sort(calls.begin(), calls.end());
  for (std::size_t first = 0; first < calls.size(); ++first) {
    for (std::size_t last = first; last < calls.size(); ++last) {
      const auto span = calls[last] - calls[first];
      const auto tokens = static_cast<std::size_t>(span / 50ms);
      ASSERT_LE(last - first + 1, 5 + tokens);
    }
  }
}

TEST(RateLimiter, KeepsAccountsApart) {
  RateLimiter limiter({.calls_per_second = 1, .burst = 1});
  limiter.pauseUntil(kAccount, kStart + 1min, kStart);
  EXPECT_EQ(limiter.reserve(accountNumber(8), 0ms, kStart).wait, 0ms);
  EXPECT_TRUE(limiter.reserve(accountNumber(9), 0ms, kStart).granted);
  EXPECT_FALSE(limiter.reserve(accountNumber(8), 0ms, kStart).granted);
  EXPECT_EQ(limiter.accounts(), 3U);
}

TEST(RateLimiter, PausesForAsLongAsTheCrmSays) {
  RateLimiter limiter({.calls_per_second = 10, .burst = 5});
  limiter.pauseUntil(kAccount, kStart + 30s, kStart);
  EXPECT_EQ(waitFor(limiter, kStart, 5s), -30s);
  EXPECT_EQ(waitFor(limiter, kStart + 10s), 20s);
  EXPECT_EQ(waitFor(limiter, kStart + 30s), 100ms) << "and no burst behind it";
  limiter.pauseUntil(kAccount, kStart + 1s, kStart + 30s);
  EXPECT_EQ(waitFor(limiter, kStart + 30s), 200ms) << "a pause in the past changes nothing";
}

TEST(RateLimiter, PausesWithoutARateToo) {
  RateLimiter limiter({});
  limiter.pauseUntil(kAccount, kStart + 30s, kStart);
  EXPECT_EQ(waitFor(limiter, kStart), 30s);
  EXPECT_EQ(waitFor(limiter, kStart + 29s), 1s);
  EXPECT_EQ(waitFor(limiter, kStart + 30s), 0s);
}

TEST(RateLimiter, PausesForADayAtMost) {
  RateLimiter limiter({.calls_per_second = 1, .burst = 100});
  limiter.pauseUntil(kAccount, Clock::time_point::max(), kStart);
  EXPECT_EQ(waitFor(limiter, kStart), -24h);
}

TEST(RateLimiter, SpendsTheBudgetOfAWindowAndWaitsForTheNext) {
  RateLimiter limiter({});
  limiter.setBudget(kAccount, 2, kStart + 10s, kStart);
  EXPECT_EQ(waitFor(limiter, kStart), 0s);
  EXPECT_EQ(waitFor(limiter, kStart + 1s), 0s);
  EXPECT_EQ(waitFor(limiter, kStart + 1s, 5s), -9s);
  EXPECT_EQ(waitFor(limiter, kStart + 1s, 9s), 9s);
  EXPECT_EQ(waitFor(limiter, kStart + 10s), 0s) << "a window's end is its end";
}

TEST(RateLimiter, BelievesTheLowestBudgetOfAWindow) {
  RateLimiter limiter({});
  limiter.setBudget(kAccount, 1, kStart + 10s, kStart);
  limiter.setBudget(kAccount, 50, kStart + 10s, kStart) /* an answer that was overtaken */;
  EXPECT_EQ(waitFor(limiter, kStart), 0s);
  EXPECT_EQ(waitFor(limiter, kStart), 10s);
  limiter.setBudget(kAccount, 1, kStart + 20s, kStart + 10s);
  EXPECT_EQ(waitFor(limiter, kStart + 10s), 0s) << "a new window";
  EXPECT_EQ(waitFor(limiter, kStart + 10s), 10s);
}

TEST(RateLimiter, KeepsToRateAndBudgetTogether) {
  RateLimiter limiter({.calls_per_second = 1, .burst = 1});
  limiter.setBudget(kAccount, 3, kStart + 2s, kStart);
  for (const auto wait : {0s, 1s, 2s, 3s}) {
    EXPECT_EQ(waitFor(limiter, kStart), wait);
  }
  RateLimiter other({.calls_per_second = 1, .burst = 1});
  other.setBudget(kAccount, 1, kStart + 10s, kStart);
  for (const auto wait : {0s, 10s, 11s}) {
    EXPECT_EQ(waitFor(other, kStart), wait);
  }
}

TEST(RateLimiter, ForgetsAccountsThatAreIdle) {
  RateLimiter limiter({.calls_per_second = 100, .burst = 1});
  for (std::uint64_t number = 0; number < 50; ++number) {
    EXPECT_TRUE(limiter.reserve(accountNumber(number), 0s, kStart).granted);
  }
  EXPECT_EQ(limiter.accounts(), 50U);
  EXPECT_TRUE(limiter.reserve(accountNumber(3), 0s, kStart + 10min).granted);
  EXPECT_EQ(limiter.accounts(), 50U) << "ten minutes are not more than ten minutes";
  for (int i = 0; i < 25; ++i) {
    EXPECT_TRUE(limiter.reserve(accountNumber(3), 0s, kStart + 10min + (i + 1) * 10ms).granted);
  }
  EXPECT_EQ(limiter.accounts(), 1U);
}

TEST(RateLimiter, DoesNotForgetAPauseThatLasts) {
  RateLimiter limiter({});
  limiter.pauseUntil(accountNumber(1), kStart + 1h, kStart);
  limiter.setBudget(accountNumber(2), 0, kStart + 1h, kStart);
  for (int minute = 0; minute < 60; ++minute) {
    EXPECT_TRUE(limiter.reserve(kAccount, 0s, kStart + std::chrono::minutes(minute)).granted);
  }
  EXPECT_FALSE(limiter.reserve(accountNumber(1), 0s, kStart + 59min).granted);
  EXPECT_FALSE(limiter.reserve(accountNumber(2), 0s, kStart + 59min).granted);
  EXPECT_TRUE(limiter.reserve(accountNumber(1), 0s, kStart + 1h).granted);
}

TEST(RateLimiter, HoldsSoManyAccountsAndDropsTheLeastRecentlyUsed) {
  RateLimiter limiter({.calls_per_second = 0.01, .burst = 1});
  for (std::uint64_t number = 0; number < RateLimiter::kAccountsMax; ++number) {
    EXPECT_TRUE(limiter.reserve(accountNumber(number), 0s, kStart).granted);
  }
  EXPECT_FALSE(limiter.reserve(accountNumber(0), 0s, kStart).granted) << "used again";
  EXPECT_TRUE(limiter.reserve(accountNumber(1'000'000), 0s, kStart).granted);
  EXPECT_EQ(limiter.accounts(), RateLimiter::kAccountsMax);
  EXPECT_FALSE(limiter.reserve(accountNumber(0), 0s, kStart).granted) << "still known";
  EXPECT_TRUE(limiter.reserve(accountNumber(1), 0s, kStart).granted) << "forgotten";
}

TEST(RateLimiter, GivesEachTokenOnceHoweverManyAsk) {
  RateLimiter limiter({.calls_per_second = 1, .burst = 100});
  std::atomic<int> granted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&limiter, &granted, i] {
      for (int j = 0; j < 500; ++j) {
        granted += limiter.reserve(kAccount, 0s, kStart).granted ? 1 : 0;
        const auto another = static_cast<std::uint64_t>(1'000 + i * j);
        limiter.setBudget(accountNumber(another), 1, kStart + 1s, kStart);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(granted, 100);
}

}  // namespace
}  // namespace bailey::upstream
