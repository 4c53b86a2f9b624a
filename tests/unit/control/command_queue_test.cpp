#include "control/command_queue.h"

#include <gtest/gtest.h>

#include <poll.h>

#include <thread>
#include <vector>

namespace bailey::control {
namespace {

void waitForWork(const CommandQueue& queue) {
  pollfd work{queue.fd(), POLLIN, 0};
  (void)::poll(&work, 1, 60'000);
}

TEST(CommandQueue, CallsOnTheThreadThatWorks) {
  CommandQueue queue;
  std::vector<std::thread> callers;
  int sum = 0;  // touched by the working thread alone
  for (int i = 1; i <= 8; ++i) {
    callers.emplace_back([&queue, &sum, i] {
      EXPECT_EQ(queue.run([&sum, i] {
        sum += i;
        return i;
      }),
                i);
    });
  }
  while (sum < 36) {
    waitForWork(queue);
    queue.work();
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
}

TEST(CommandQueue, CallsWhatWaitsWhenItIsClosedAndNothingMore) {
  CommandQueue queue;
  bool called = false;
  EXPECT_TRUE(queue.post([&] { called = true; }));
  queue.close();
  EXPECT_TRUE(called);
  EXPECT_FALSE(queue.post([] {}));
  EXPECT_EQ(queue.run([] { return 1; }), std::nullopt);
}

}  // namespace
}  // namespace bailey::control
