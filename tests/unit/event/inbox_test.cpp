#include "event/inbox.h"

#include <gtest/gtest.h>

#include <poll.h>

#include <thread>
#include <vector>

namespace bailey::event {
namespace {

bool isReadable(const Inbox& inbox, int milliseconds) {
  pollfd file{inbox.fd(), POLLIN, 0};
  return ::poll(&file, 1, milliseconds) == 1;
}

TEST(Inbox, IsReadableWhileSomethingIsPosted) {
  Inbox inbox;
  EXPECT_FALSE(isReadable(inbox, 0));
  inbox.post([] {});
  inbox.post([] {});
  EXPECT_TRUE(isReadable(inbox, 0));
  EXPECT_EQ(inbox.take().size(), 2U);
  EXPECT_FALSE(isReadable(inbox, 0));
  EXPECT_TRUE(inbox.take().empty());
}

TEST(Inbox, LosesNothingOfManyThreads) {
  Inbox inbox;
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kEach = 1000;
  std::vector<std::thread> senders;
  for (std::size_t i = 0; i < kThreads; ++i) {
    senders.emplace_back([&] {
      for (std::size_t n = 0; n < kEach; ++n) {
        inbox.post([] {});
      }
    });
  }
  std::size_t taken = 0;
  while (taken < kThreads * kEach) {
    ASSERT_TRUE(isReadable(inbox, 60'000)) << "a post without a wake-up";
    taken += inbox.take().size();
  }
  for (std::thread& sender : senders) {
    sender.join();
  }
}

}  // namespace
}  // namespace bailey::event
