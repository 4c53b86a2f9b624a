#include "upstream/retry_policy.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace bailey::upstream {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kTime{10'000};

const RandomSource kMost = [] {
  return ~std::uint64_t{0};
};

struct Row {
  std::string name;
  Attempt attempt;
  bool again;
};

// number, may_repeat, sent, on_used_connection, trouble, status, retry_after
const std::vector<Row> kRows = {
    {"a read that was cut off", {1, true, true, false, Trouble::Closed, 0, {}}, true},
    {"a write that was cut off", {1, false, true, false, Trouble::Closed, 0, {}}, false},
    {"a write that never left", {1, false, false, false, Trouble::Connect, 0, {}}, true},
    {"a write on a connection given up, sent",
     {1, false, true, true, Trouble::Closed, 0, {}},
     false},
    {"a write on a connection given up", {1, false, false, true, Trouble::Closed, 0, {}}, true},
    {"a handshake that broke", {1, false, false, false, Trouble::TlsFailed, 0, {}}, true},
    {"a certificate nobody trusts", {1, true, false, false, Trouble::TlsUntrusted, 0, {}}, false},
    {"a host nobody allowed", {1, true, false, false, Trouble::NotAllowed, 0, {}}, false},
    {"a name that is none", {1, true, false, false, Trouble::NoAddress, 0, {}}, false},
    {"the deadline", {1, true, true, false, Trouble::Timeout, 0, {}}, false},
    {"no HTTP", {1, true, true, false, Trouble::BadAnswer, 0, {}}, false},
    {"too large an answer", {1, true, true, false, Trouble::TooLarge, 0, {}}, false},
    {"a read answered 503", {1, true, true, false, Trouble::None, 503, {}}, true},
    {"a write answered 503", {1, false, true, false, Trouble::None, 503, {}}, false},
    {"a read answered 429", {1, true, true, false, Trouble::None, 429, seconds(1)}, true},
    {"a read to wait too long for", {1, true, true, false, Trouble::None, 429, seconds(6)}, false},
    {"a read answered 500", {1, true, true, false, Trouble::None, 500, {}}, false},
    {"a read answered 404", {1, true, true, false, Trouble::None, 404, {}}, false},
    {"a read that was answered", {1, true, true, false, Trouble::None, 200, {}}, false},
    {"the second attempt", {2, true, true, false, Trouble::Closed, 0, {}}, true},
    {"the third attempt", {3, true, true, false, Trouble::Closed, 0, {}}, false},
};

TEST(RetryPolicy, RepeatsOnlyWhatIsSafeAndMayHelp) {
  for (const Row& row : kRows) {
    EXPECT_EQ(retryDelay(row.attempt, kTime, kMost).has_value(), row.again) << row.name;
  }
}

TEST(RetryPolicy, WaitsAsLongAsItWasAsked) {
  EXPECT_EQ(retryDelay({1, true, true, false, Trouble::None, 429, seconds(2)}, kTime, kMost),
            milliseconds(2'000));
}

TEST(RetryPolicy, LeavesTimeForAnAnswer) {
  for (int remaining = 0; remaining < 2'000; remaining += 10) {
    const auto delay =
        retryDelay({1, true, true, false, Trouble::Closed, 0, {}}, milliseconds(remaining), kMost);
    if (delay) {
      EXPECT_LT(*delay, milliseconds(remaining) / 2);
    }
  }
}

TEST(RetryPolicy, TriesANewConnectionAtOnceWhereTheOldOneWasGivenUp) {
  EXPECT_EQ(retryDelay({1, true, true, true, Trouble::Closed, 0, {}}, kTime, kMost),
            milliseconds(0));
}

}  // namespace
}  // namespace bailey::upstream
