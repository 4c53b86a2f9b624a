#include "upstream/resolver.h"

#include "event/loop.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace bailey::upstream {
namespace {

using Poco::Net::IPAddress;

// A name server of the test, which answers when it is let.
class NameServer {
public:
  Resolver::Lookup lookup() {
    return [this](const std::string& host) {
      std::unique_lock lock(mutex_);
      ++asked_;
      changed_.wait(lock, [this] { return open_; });
      return host == "nowhere.example" ? Addresses() : Addresses{IPAddress("192.0.2.1")};
    };
  }

  void answer() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

  [[nodiscard]] int asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int asked_ = 0;
};

TEST(Resolver, AsksOnceForAllWhoWantToKnowAndRemembers) {
  NameServer server;
  Resolver resolver(server.lookup());
  event::Loop loop;
  int answered = 0;
  for (int i = 0; i < 100; ++i) {
    resolver.resolve("acme.example", loop.inbox(), [&](const Addresses& found) {
      EXPECT_EQ(found, Addresses{IPAddress("192.0.2.1")});
      ++answered;
    });
  }
  EXPECT_EQ(resolver.known("acme.example"), std::nullopt);
  server.answer();
  while (answered < 100) {
    loop.turn();
  }
  EXPECT_EQ(server.asked(), 1);
  EXPECT_EQ(resolver.known("acme.example"), Addresses{IPAddress("192.0.2.1")});
}

TEST(Resolver, RemembersThatANameHasNoAddress) {
  NameServer server;
  server.answer();
  Resolver resolver(server.lookup());
  event::Loop loop;
  bool answered = false;
  resolver.resolve("nowhere.example", loop.inbox(), [&](const Addresses& found) {
    EXPECT_TRUE(found.empty());
    answered = true;
  });
  while (!answered) {
    loop.turn();
  }
  EXPECT_EQ(resolver.known("nowhere.example"), Addresses());
}

TEST(Resolver, LetsOneSlowNameHoldUpNoOther) {
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  {
    Resolver resolver([&](const std::string& host) {
      if (host == "slow.example") {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return open; });
      }
      return Addresses{IPAddress("192.0.2.7")};
    });
    event::Loop loop;
    bool slow = false;
    bool fast = false;
    resolver.resolve("slow.example", loop.inbox(), [&](const Addresses&) { slow = true; });
    resolver.resolve("fast.example", loop.inbox(), [&](const Addresses&) { fast = true; });
    while (!fast) {
      loop.turn();
    }
    EXPECT_FALSE(slow);
    {
      const std::lock_guard lock(mutex);
      open = true;
      changed.notify_all();
    }
    while (!slow) {
      loop.turn();
    }
  }
}

}  // namespace
}  // namespace bailey::upstream
