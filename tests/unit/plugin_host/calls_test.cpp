#include "plugin_host/calls.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace bailey::plugin_host {
namespace {

TEST(Calls, KnowsACallWhileItRuns) {
  Calls calls;
  std::atomic<bool> cancelled{false};
  const auto call = calls.begin({"r-1", &cancelled});
  EXPECT_EQ(calls.requestId(call), "r-1");
  EXPECT_FALSE(calls.cancelled(call));
  cancelled = true;
  EXPECT_TRUE(calls.cancelled(call));
}

TEST(Calls, TakesACallThatIsOverForCancelled) {
  Calls calls;
  std::atomic<bool> cancelled{false};
  const auto first = calls.begin({"r-1", &cancelled});
  calls.end(first);
  const auto second = calls.begin({"r-2", &cancelled});  // in the same slot
  EXPECT_NE(first, second);
  EXPECT_TRUE(calls.cancelled(first));
  EXPECT_EQ(calls.requestId(first), "");
  EXPECT_EQ(calls.requestId(second), "r-2");
  EXPECT_TRUE(calls.cancelled(0));
  EXPECT_TRUE(calls.cancelled(~0ULL));
}

TEST(Calls, ServesManyThreads) {
  Calls calls;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const std::atomic<bool> cancelled{false};
      for (int n = 0; n < 1000; ++n) {
        const auto call = calls.begin({"r", &cancelled});
        EXPECT_FALSE(calls.cancelled(call));
        calls.end(call);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

}  // namespace
}  // namespace bailey::plugin_host
