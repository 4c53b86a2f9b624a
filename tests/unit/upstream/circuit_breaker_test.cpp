#include "upstream/circuit_breaker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <thread>
#include <vector>

namespace bailey::upstream {
namespace {

using namespace std::chrono_literals;
using State = CircuitBreaker::State;

// A breaker and the time that passes for it.
class CircuitBreakerTest : public testing::Test {
protected:
  void call(CallOutcome outcome) {
    const auto admission = breaker.admit(now);
    ASSERT_TRUE(admission);
    breaker.record(*admission, outcome, now);
  }

  void fail(int times) {
    for (int i = 0; i < times; ++i) {
      call(CallOutcome::Failed);
    }
  }

  [[nodiscard]] State state() const { return breaker.state(now); }

  // Whether the circuit lets a call go `wait` from now, and not a millisecond earlier.
  bool opensAgainAfter(std::chrono::milliseconds wait) {
    now += wait - 1ms;
    const bool early = breaker.admit(now).has_value();
    now += 1ms;
    return !early && state() == State::HalfOpen;
  }

  CircuitBreaker breaker;
  CircuitBreaker::Clock::time_point now{1'000'000s};
};

TEST_F(CircuitBreakerTest, OpensAfterFiveFailuresInARow) {
  fail(4);
  EXPECT_EQ(state(), State::Closed);
  call(CallOutcome::Answered);
  fail(4);
  EXPECT_EQ(state(), State::Closed) << "the answer broke the row";
  fail(1);
  EXPECT_EQ(state(), State::Open);
  EXPECT_FALSE(breaker.admit(now));
}

TEST_F(CircuitBreakerTest, OpensWhenHalfOfTwentyCallsFail) {
  for (int i = 0; i < 9; ++i) {
    call(CallOutcome::Failed);
    call(CallOutcome::Answered);
  }
  call(CallOutcome::Answered);
  EXPECT_EQ(state(), State::Closed) << "9 of 19";
  call(CallOutcome::Failed);
  EXPECT_EQ(state(), State::Open) << "10 of 20";
}

TEST_F(CircuitBreakerTest, StaysClosedWhenFewerFail) {
  for (int i = 0; i < 300; ++i) {
    call(i % 5 < 2 ? CallOutcome::Failed : CallOutcome::Answered);
    now += 7ms;
  }
  EXPECT_EQ(state(), State::Closed);
}

TEST_F(CircuitBreakerTest, ForgetsWhatIsTenSecondsAgo) {
  for (int i = 0; i < 9; ++i) {
    call(CallOutcome::Failed);
    call(CallOutcome::Answered);
  }
  now += 10s;
  call(CallOutcome::Failed);
  call(CallOutcome::Answered);
  call(CallOutcome::Failed);
  EXPECT_EQ(state(), State::Closed);
}

TEST_F(CircuitBreakerTest, LetsOneProbeGoWhenItsTimeHasPassed) {
  fail(5);
  EXPECT_TRUE(opensAgainAfter(5s));
  const auto probe = breaker.admit(now);
  ASSERT_TRUE(probe);
  EXPECT_FALSE(breaker.admit(now)) << "one at a time";
  breaker.record(*probe, CallOutcome::Answered, now);
  EXPECT_EQ(state(), State::Closed);
  EXPECT_TRUE(breaker.admit(now) && breaker.admit(now));
}

TEST_F(CircuitBreakerTest, StaysOpenTwiceAsLongEachTimeUpToAMinute) {
  fail(5);
  for (const auto wait : {5s, 10s, 20s, 40s, 60s, 60s}) {
    ASSERT_TRUE(opensAgainAfter(wait)) << wait.count();
    call(CallOutcome::Failed);
    ASSERT_EQ(state(), State::Open);
  }
  ASSERT_TRUE(opensAgainAfter(60s));
  call(CallOutcome::Answered);
  fail(5);
  EXPECT_TRUE(opensAgainAfter(5s)) << "an answer makes up for all of it";
}

TEST_F(CircuitBreakerTest, StartsToCountAfreshWhenItCloses) {
  fail(5);
  now += 5s;
  call(CallOutcome::Answered);
  fail(4);
  EXPECT_EQ(state(), State::Closed);
}

TEST_F(CircuitBreakerTest, GetsTheProbeOfACancelledCallBack) {
  fail(5);
  now += 5s;
  const auto cancelled = breaker.admit(now);
  ASSERT_TRUE(cancelled);
  breaker.record(*cancelled, CallOutcome::Cancelled, now);
  EXPECT_EQ(state(), State::HalfOpen);
  call(CallOutcome::Answered);
  EXPECT_EQ(state(), State::Closed);
}

TEST_F(CircuitBreakerTest, MakesNothingOfCancelledCalls) {
  fail(4);
  for (int i = 0; i < 100; ++i) {
    call(CallOutcome::Cancelled);
  }
  EXPECT_EQ(state(), State::Closed);
  fail(1);
  EXPECT_EQ(state(), State::Open) << "the row was not broken either";
}

TEST_F(CircuitBreakerTest, HearsNothingFromCallsOfEarlierTimes) {
  std::vector<CircuitBreaker::Admission> under_way;
  for (int i = 0; i < 9; ++i) {
    under_way.push_back(*breaker.admit(now));
  }
  fail(5);
  breaker.record(under_way[0], CallOutcome::Answered, now);
  EXPECT_EQ(state(), State::Open);
  now += 5s;
  const auto probe = breaker.admit(now);
  ASSERT_TRUE(probe);
  breaker.record(under_way[1], CallOutcome::Answered, now);
  breaker.record(under_way[2], CallOutcome::Cancelled, now);
  EXPECT_FALSE(breaker.admit(now)) << "the probe is still under way";
  breaker.record(*probe, CallOutcome::Answered, now);
  for (std::size_t i = 3; i < under_way.size(); ++i) {
    breaker.record(under_way[i], CallOutcome::Failed, now);
  }
  EXPECT_EQ(state(), State::Closed);
}

TEST_F(CircuitBreakerTest, SendsAnotherProbeWhenOneIsLost) {
  fail(5);
  now += 5s;
  const auto lost = breaker.admit(now);
  ASSERT_TRUE(lost);
  now += 30s - 1ms;
  EXPECT_FALSE(breaker.admit(now));
  now += 1ms;
  const auto second = breaker.admit(now);
  ASSERT_TRUE(second);
  breaker.record(*lost, CallOutcome::Failed, now);
  EXPECT_EQ(state(), State::HalfOpen);
  breaker.record(*second, CallOutcome::Answered, now);
  EXPECT_EQ(state(), State::Closed);
}

TEST_F(CircuitBreakerTest, GivesOutOneProbeHoweverManyAsk) {
  fail(5);
  now += 5s;
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this, &admitted] {
      for (int j = 0; j < 1000; ++j) {
        admitted += breaker.admit(now) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(admitted, 1);
}

TEST(CallOutcome, IsAFailureWithoutAnAnswerOrBehindAGateway) {
  EXPECT_EQ(outcomeOf(std::nullopt), CallOutcome::Failed);
  for (const int status : {502, 503, 504}) {
    EXPECT_EQ(outcomeOf(status), CallOutcome::Failed) << status;
  }
  for (const int status : {200, 204, 301, 400, 401, 403, 404, 408, 422, 429, 500, 501, 505}) {
    EXPECT_EQ(outcomeOf(status), CallOutcome::Answered) << status;
  }
}

}  // namespace
}  // namespace bailey::upstream
