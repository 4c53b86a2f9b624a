#include "upstream/backoff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

namespace bailey::upstream {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr BackoffRules kRules{.first = 100ms, .max = 1000ms};

// The longest delay there can be: the random number is the highest that is chosen from.
nanoseconds longest(int failed, const BackoffRules& rules = kRules) {
  nanoseconds found{0};
  for (nanoseconds ceiling = 0ms; ceiling <= 1s; ceiling += 50ms) {
    const auto bits = static_cast<std::uint64_t>(ceiling.count());
    found = std::max(found, backoffDelay(failed, rules, [bits] { return bits; }));
  }
  return found;
}

TEST(Backoff, DoublesUpToItsLimit) {
  EXPECT_EQ(longest(1), 100ms);
  EXPECT_EQ(longest(2), 200ms);
  EXPECT_EQ(longest(3), 400ms);
  EXPECT_EQ(longest(4), 800ms);
  EXPECT_EQ(longest(5), 1000ms);
  EXPECT_EQ(longest(6), 1000ms);
  EXPECT_EQ(longest(1'000'000'000), 1000ms);
}

TEST(Backoff, StaysWithinItsLimitFromTheStart) {
  EXPECT_EQ(longest(1, {.first = 500ms, .max = 50ms}), 50ms);
  EXPECT_EQ(longest(3, {.first = 0ms, .max = 0ms}), 0ms);
}

TEST(Backoff, LeavesAllOfTheTimeToChance) {
  std::mt19937_64 random(11);
  const auto source = [&random] {
    return random();
  };
  nanoseconds sum{0};
  nanoseconds least = 1h;
  nanoseconds most{0};
  constexpr int kTries = 10'000;
  for (int i = 0; i < kTries; ++i) {
    const nanoseconds delay = backoffDelay(3, kRules, source);
    ASSERT_GE(delay, 0ms);
    ASSERT_LE(delay, 400ms);
    sum += delay;
    least = std::min(least, delay);
    most = std::max(most, delay);
  }
  EXPECT_LT(least, 4ms);
  EXPECT_GT(most, 396ms);
  EXPECT_GT(sum / kTries, 190ms);
  EXPECT_LT(sum / kTries, 210ms);
}

TEST(Backoff, TakesAnyNumberForRandom) {
  EXPECT_EQ(backoffDelay(1, kRules, [] { return std::uint64_t{0}; }), 0ms);
  const nanoseconds delay = backoffDelay(1, kRules, [] { return ~std::uint64_t{0}; });
  EXPECT_GE(delay, 0ms);
  EXPECT_LE(delay, 100ms);
}

}  // namespace
}  // namespace bailey::upstream
