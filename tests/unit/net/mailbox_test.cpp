#include "net/mailbox.h"

#include <gtest/gtest.h>

#include <poll.h>

#include <thread>
#include <vector>

namespace bailey::net {
namespace {

bool isReadable(const Mailbox& mailbox, int milliseconds) {
  pollfd file{mailbox.fd(), POLLIN, 0};
  return ::poll(&file, 1, milliseconds) == 1;
}

TEST(Mailbox, IsReadableWhileSomethingIsPosted) {
  Mailbox mailbox;
  EXPECT_FALSE(isReadable(mailbox, 0));
  mailbox.post({});
  mailbox.post({});
  EXPECT_TRUE(isReadable(mailbox, 0));
  EXPECT_EQ(mailbox.take().size(), 2U);
  EXPECT_FALSE(isReadable(mailbox, 0));
  EXPECT_TRUE(mailbox.take().empty());
}

TEST(Mailbox, LosesNothingOfManyThreads) {
  Mailbox mailbox;
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kEach = 1000;
  std::vector<std::thread> senders;
  for (std::size_t i = 0; i < kThreads; ++i) {
    senders.emplace_back([&] {
      for (std::size_t n = 0; n < kEach; ++n) {
        mailbox.post({});
      }
    });
  }
  std::size_t taken = 0;
  while (taken < kThreads * kEach) {
    ASSERT_TRUE(isReadable(mailbox, 60'000)) << "a post without a wake-up";
    taken += mailbox.take().size();
  }
  for (std::thread& sender : senders) {
    sender.join();
  }
}

}  // namespace
}  // namespace bailey::net
