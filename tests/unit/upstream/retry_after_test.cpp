#include "upstream/retry_after.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace bailey::upstream {
namespace {

using std::chrono::milliseconds;
using Fields = std::vector<http::Field>;

// Sun, 06 Nov 1994 08:49:37 GMT is before it, 2001-09-09T01:46:40Z too.
constexpr std::chrono::system_clock::time_point kNow{std::chrono::seconds(1'790'000'000)};
constexpr milliseconds kDay = kRetryAfterMax;

std::optional<milliseconds> waitOf(std::string_view value) {
  return retryAfter(503, Fields{{"Retry-After", value}}, kNow);
}

TEST(RetryAfter, IsSeconds) {
  EXPECT_EQ(waitOf("0"), milliseconds(0));
  EXPECT_EQ(waitOf("7"), milliseconds(7000));
  EXPECT_EQ(waitOf("007"), milliseconds(7000));
  EXPECT_EQ(waitOf("1.5"), milliseconds(1500));
  EXPECT_EQ(waitOf("0.001"), milliseconds(1));
}

TEST(RetryAfter, IsADateInAnyForm) {
  EXPECT_EQ(waitOf("Mon, 21 Sep 2026 14:13:50 GMT"), milliseconds(30'000));
  EXPECT_EQ(waitOf("Monday, 21-Sep-26 14:13:50 GMT"), milliseconds(30'000));
  EXPECT_EQ(waitOf("Mon Sep 21 14:13:50 2026"), milliseconds(30'000));
  EXPECT_EQ(waitOf("Sun, 06 Nov 1994 08:49:37 GMT"), milliseconds(0)) << "gone by";
}

TEST(RetryAfter, IsATimeAsANumber) {
  EXPECT_EQ(waitOf("1790000012"), milliseconds(12'000));
  EXPECT_EQ(waitOf("1790000012.5"), milliseconds(12'500));
  EXPECT_EQ(waitOf("1789999999"), milliseconds(0)) << "gone by";
  EXPECT_EQ(waitOf("1790000012500"), milliseconds(12'500)) << "in milliseconds";
}

TEST(RetryAfter, IsNeverMoreThanADay) {
  for (const std::string_view value : {"86400",
                                       "86401",
                                       "999999999",
                                       "1000000000.0",
                                       "99999999999",
                                       "99999999999999999999",
                                       "Sun, 06 Nov 2094 08:49:37 GMT"}) {
    const auto wait = waitOf(value);
    ASSERT_TRUE(wait) << value;
    EXPECT_TRUE(*wait == kDay || value == "1000000000.0") << value;
  }
  EXPECT_EQ(waitOf("1000000000"), kDay) << "just still seconds";
  EXPECT_EQ(waitOf("1000000001"), milliseconds(0)) << "just a time, long gone by";
}

TEST(RetryAfter, IsNothingWhenItIsGarbage) {
  for (const std::string_view value : {"",
                                       "soon",
                                       "-1",
                                       "+1",
                                       "1e3",
                                       "1,5",
                                       "1.",
                                       ".5",
                                       "1.5.1",
                                       "0x10",
                                       "1s",
                                       "1 2",
                                       "inf",
                                       "nan",
                                       "999999999999999999999",
                                       "1;w=60",
                                       "\xD9\xA3"}) {
    EXPECT_EQ(waitOf(value), std::nullopt) << value;
  }
  EXPECT_EQ(retryAfter(429, {}, kNow), std::nullopt);
}

TEST(RetryAfter, ComesFromTheEndOfTheWindowWhenItIsUsedUp) {
  EXPECT_EQ(retryAfter(429, Fields{{"X-RateLimit-Reset", "1790000009"}}, kNow), milliseconds(9000));
  EXPECT_EQ(retryAfter(429, Fields{{"x-ratelimit-reset", "2"}}, kNow), milliseconds(2000));
  EXPECT_EQ(retryAfter(429, Fields{{"ratelimit-reset", "41"}}, kNow), milliseconds(41'000));
  EXPECT_EQ(
      retryAfter(200, Fields{{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "3"}}, kNow),
      milliseconds(3000));
  EXPECT_EQ(
      retryAfter(200, Fields{{"X-RateLimit-Remaining", "1"}, {"X-RateLimit-Reset", "3"}}, kNow),
      std::nullopt);
  EXPECT_EQ(retryAfter(200, Fields{{"X-RateLimit-Reset", "3"}}, kNow), std::nullopt);
  EXPECT_EQ(retryAfter(200,
                       Fields{{"X-RateLimit-Remaining", "9"},
                              {"X-RateLimit-Reset", "3"},
                              {"RateLimit-Remaining", "0"},
                              {"RateLimit-Reset", "50"}},
                       kNow),
            milliseconds(50'000))
      << "each family speaks of its own limit";
  EXPECT_EQ(retryAfter(429, Fields{{"X-RateLimit-Reset", "soon"}, {"RateLimit-Reset", "5"}}, kNow),
            milliseconds(5000));
}

TEST(RetryAfter, IsBelievedBeforeTheWindow) {
  const Fields both{{"X-RateLimit-Reset", "50"}, {"Retry-After", "5"}};
  EXPECT_EQ(retryAfter(429, both, kNow), milliseconds(5000));
  const Fields garbage{{"Retry-After", "later"}, {"X-RateLimit-Reset", "50"}};
  EXPECT_EQ(retryAfter(429, garbage, kNow), milliseconds(50'000));
}

TEST(RateWindow, IsReadWhenAFamilySaysBothItsParts) {
  const auto window = rateWindow(
      Fields{{"X-RateLimit-Remaining", "12"}, {"X-RateLimit-Reset", "1790000010"}}, kNow);
  ASSERT_TRUE(window);
  EXPECT_EQ(window->remaining, 12U);
  EXPECT_EQ(window->ends_in, milliseconds(10'000));
  EXPECT_FALSE(rateWindow(Fields{{"X-RateLimit-Remaining", "12"}}, kNow));
  EXPECT_FALSE(rateWindow(Fields{{"X-RateLimit-Reset", "12"}}, kNow));
  EXPECT_FALSE(rateWindow(Fields{{"X-RateLimit-Remaining", "12"}, {"RateLimit-Reset", "1"}}, kNow));
  EXPECT_FALSE(rateWindow(Fields{{"RateLimit-Remaining", "-1"}, {"RateLimit-Reset", "1"}}, kNow));
  EXPECT_FALSE(rateWindow({}, kNow));
}

}  // namespace
}  // namespace bailey::upstream
