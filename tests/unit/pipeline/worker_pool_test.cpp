#include "pipeline/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>

namespace bailey::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

TEST(WorkerPool, RunsEverythingThatIsPosted) {
  std::atomic<int> ran{0};
  {
    WorkerPool pool(4);
    for (int i = 0; i < 1000; ++i) {
      pool.post([&] { ++ran; });
    }
  }
  EXPECT_EQ(ran, 1000);
}

TEST(WorkerPool, DrainsWhenNothingRunsAnyMore) {
  WorkerPool pool(2);
  std::atomic<int> ran{0};
  for (int i = 0; i < 100; ++i) {
    pool.post([&] { ++ran; });
  }
  EXPECT_TRUE(pool.drain(Clock::now() + std::chrono::seconds(60)));
  EXPECT_EQ(ran, 100);
}

TEST(WorkerPool, SaysWhenSomethingDoesNotReturnInTime) {
  WorkerPool pool(1);
  std::latch release(1);
  pool.post([&] { release.wait(); });
  EXPECT_FALSE(pool.drain(Clock::now()));
  release.count_down();
  EXPECT_TRUE(pool.drain(Clock::now() + std::chrono::seconds(60)));
}

TEST(WorkerPool, TakesTasksFromTasks) {
  std::atomic<int> ran{0};
  {
    WorkerPool pool(1);
    std::latch posted(1);
    pool.post([&] {
      pool.post([&] {
        ++ran;
        posted.count_down();
      });
    });
    posted.wait();
  }
  EXPECT_EQ(ran, 1);
}

}  // namespace
}  // namespace bailey::pipeline
