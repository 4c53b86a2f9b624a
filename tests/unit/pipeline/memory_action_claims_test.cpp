#include "pipeline/memory_action_claims.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

namespace bailey::pipeline {
namespace {

using std::chrono::seconds;
using Kind = Claim::Kind;

ActionKey key(int number) {
  return core::sha256(std::to_string(number));
}

Reply replyOf(const std::string& body) {
  Reply reply;
  reply.status = 201;
  reply.body = body;
  return reply;
}

class MemoryActionClaimsTest : public testing::Test {
protected:
  Waiter waiter() {
    return {exchange_, [this](std::shared_ptr<Exchange> exchange, const Reply& reply) {
              EXPECT_EQ(exchange, exchange_);
              told_.push_back(reply.body);
            }};
  }

  Kind claim(int number) { return claims_.claim(key(number), waiter()).kind; }

  void runAndFinish(int number, const std::string& body, seconds kept_for) {
    ASSERT_EQ(claim(number), Kind::Run);
    claims_.finish(key(number), replyOf(body), kept_for);
  }

  Clock::time_point now_;
  MemoryActionClaims claims_{{3, 10'000}, [this] {
                               return now_;
                             }};
  std::shared_ptr<Exchange> exchange_ = std::make_shared<Exchange>();
  std::vector<std::string> told_;
};

TEST_F(MemoryActionClaimsTest, OneRunsAndTheOthersGetItsReply) {
  EXPECT_EQ(claim(1), Kind::Run);
  EXPECT_EQ(claim(1), Kind::Wait);
  EXPECT_EQ(claim(1), Kind::Wait);
  EXPECT_EQ(claim(2), Kind::Run);
  claims_.finish(key(1), replyOf("first"), seconds(10));
  EXPECT_EQ(told_, (std::vector<std::string>{"first", "first"}));
  const Claim later = claims_.claim(key(1), waiter());
  EXPECT_EQ(later.kind, Kind::Answered);
  EXPECT_EQ(later.reply.body, "first");
  EXPECT_EQ(later.reply.status, 201);
  EXPECT_EQ(told_.size(), 2U);
}

TEST_F(MemoryActionClaimsTest, AfterItsTimeItRunsAgain) {
  runAndFinish(1, "first", seconds(10));
  now_ += seconds(9);
  EXPECT_EQ(claim(1), Kind::Answered);
  now_ += seconds(1);
  runAndFinish(1, "second", seconds(10));
  EXPECT_EQ(claims_.claim(key(1), waiter()).reply.body, "second");
}

TEST_F(MemoryActionClaimsTest, TheTimeBeginsWithTheAnswer) {
  ASSERT_EQ(claim(1), Kind::Run);
  now_ += seconds(1000);
  EXPECT_EQ(claim(1), Kind::Wait) << "however long it runs";
  claims_.finish(key(1), replyOf("late"), seconds(10));
  now_ += seconds(9);
  EXPECT_EQ(claim(1), Kind::Answered);
}

TEST_F(MemoryActionClaimsTest, WhatIsNotKeptRunsAgainButIsToldToThoseWhoWaited) {
  ASSERT_EQ(claim(1), Kind::Run);
  ASSERT_EQ(claim(1), Kind::Wait);
  claims_.finish(key(1), replyOf("refused"), seconds(0));
  EXPECT_EQ(told_, std::vector<std::string>{"refused"});
  EXPECT_EQ(claims_.answers(), 0U);
  EXPECT_EQ(claim(1), Kind::Run);
}

TEST_F(MemoryActionClaimsTest, TheOneThatWasFinishedFirstGoesFirst) {
  ASSERT_EQ(claim(9), Kind::Run) << "never finished, so never forgotten";
  for (int number = 1; number <= 4; ++number) {
    runAndFinish(number, "x", seconds(10));
  }
  EXPECT_EQ(claims_.answers(), 3U);
  EXPECT_EQ(claim(9), Kind::Wait);
  EXPECT_EQ(claim(2), Kind::Answered);
  EXPECT_EQ(claim(1), Kind::Run);
}

TEST_F(MemoryActionClaimsTest, BytesAreBounded) {
  runAndFinish(1, std::string(4'000, 'x'), seconds(10));
  runAndFinish(2, std::string(4'000, 'x'), seconds(10));
  EXPECT_EQ(claims_.answers(), 2U);
  runAndFinish(3, std::string(4'000, 'x'), seconds(10));
  EXPECT_EQ(claims_.answers(), 2U);
  EXPECT_LE(claims_.bytes(), 10'000U);
  EXPECT_EQ(claim(3), Kind::Answered);
  runAndFinish(4, std::string(20'000, 'x'), seconds(10));
  EXPECT_EQ(claims_.answers(), 0U) << "more than all may hold";
  EXPECT_EQ(claims_.bytes(), 0U);
}

TEST_F(MemoryActionClaimsTest, AnswersOfDifferentTimesAreForgottenInTheEnd) {
  runAndFinish(1, "x", seconds(100));
  runAndFinish(2, "x", seconds(10));
  now_ += seconds(50);
  EXPECT_EQ(claim(1), Kind::Answered);
  EXPECT_EQ(claim(2), Kind::Run);
  claims_.finish(key(2), replyOf("x"), seconds(10));
  now_ += seconds(60);
  EXPECT_EQ(claim(3), Kind::Run);
  EXPECT_EQ(claims_.answers(), 0U);
  EXPECT_EQ(claims_.bytes(), 0U);
}

TEST_F(MemoryActionClaimsTest, NobodyIsToldWhoHasGivenUp) {
  ASSERT_EQ(claim(1), Kind::Run);
  ASSERT_EQ(claim(1), Kind::Wait);
  exchange_.reset();
  claims_.finish(key(1), replyOf("x"), seconds(10));
  EXPECT_TRUE(told_.empty());
}

TEST_F(MemoryActionClaimsTest, ThoseWhoHaveGivenUpDoNotPileUp) {
  ASSERT_EQ(claim(1), Kind::Run);
  const auto alive = std::make_shared<int>(0);
  for (int i = 0; i < 1000; ++i) {
    const auto gone = std::make_shared<Exchange>();
    ASSERT_EQ(claims_
                  .claim(key(1),
                         {gone,
                          [alive](const auto&, const auto&) {
                          }})
                  .kind,
              Kind::Wait);
  }
  EXPECT_LT(alive.use_count(), 10);
  claims_.finish(key(1), replyOf("x"), seconds(10));
  EXPECT_EQ(alive.use_count(), 1);
}

TEST(MemoryActionClaims, OfManyThreadsOneRunsAndAllGetItsReply) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 500;
  MemoryActionClaims claims;
  std::atomic<int> ran{0};
  std::atomic<int> answered{0};
  std::latch ready(kThreads);
  std::latch done(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      std::vector<std::shared_ptr<Exchange>> waiting;
      ready.arrive_and_wait();
      for (int round = 0; round < kRounds; ++round) {
        waiting.push_back(std::make_shared<Exchange>());
        const Claim claim = claims.claim(
            key(round), {waiting.back(), [&](const auto&, const Reply& reply) {
                           answered += reply.body == std::to_string(reply.status) ? 1 : 0;
                         }});
        if (claim.kind == Kind::Run) {
          ++ran;
          claims.finish(key(round), replyOf("201"), seconds(3600));
        } else if (claim.kind == Kind::Answered) {
          answered += claim.reply.body == "201" ? 1 : 0;
        }
      }
      // Whoever runs finishes at once, so all that wait have been told before the last thread ends;
      // until then their exchanges must live.
      done.arrive_and_wait();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(ran, kRounds);
  EXPECT_EQ(answered, kRounds * (kThreads - 1));
  EXPECT_EQ(claims.answers(), static_cast<std::size_t>(kRounds));
}

}  // namespace
}  // namespace bailey::pipeline
