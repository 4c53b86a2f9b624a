#include "event/loop.h"

#include "core/file_descriptor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace bailey::event {
namespace {

// A pipe, one end of which a loop watches.
class Watched final : public Handler {
public:
  explicit Watched(Loop& loop) : loop_(loop) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
      throw std::runtime_error("no pipe");
    }
    read_ = core::FileDescriptor(ends[0]);
    write_ = core::FileDescriptor(ends[1]);
    loop_.watch(read_.get(), EPOLLIN, *this);
  }

  ~Watched() override { loop_.forget(read_.get(), *this); }

  void make() const { (void)!::write(write_.get(), "x", 1); }

  void onReady(std::uint32_t /*events*/) override {
    ++calls;
    char byte = 0;
    (void)!::read(read_.get(), &byte, 1);
    if (then) {
      then();
    }
  }

  int calls = 0;
  std::function<void()> then;

private:
  Loop& loop_;
  core::FileDescriptor read_;
  core::FileDescriptor write_;
};

TEST(Loop, TellsOfFilesAndNotOfThoseThatWereForgottenInTheSameTurn) {
  Loop loop;
  Watched one(loop);
  auto other = std::make_unique<Watched>(loop);
  one.make();
  other->make();
  // Whichever comes first ends the other.
  int calls = 0;
  one.then = [&] {
    ++calls;
    other.reset();
  };
  other->then = [&] {
    ++calls;
    loop.forget(-1, one);  // its file stays open; only the watch ends
  };
  loop.turn();
  EXPECT_EQ(calls, 1);
}

TEST(Loop, RunsTasksOfOtherThreadsAndWhatIsLeftForLater) {
  Loop loop;
  std::vector<std::string> done;
  std::thread sender([inbox = loop.inbox(), &loop, &done] {
    inbox->post([&] {
      loop.later([&] { done.emplace_back("later"); });
      done.emplace_back("task");
    });
  });
  while (done.size() < 2) {
    loop.turn();
  }
  sender.join();
  EXPECT_THAT(done, testing::ElementsAre("task", "later"));
}

TEST(Loop, KeepsAnInboxThatOutlivesItQuiet) {
  std::shared_ptr<Inbox> inbox;
  {
    const Loop loop;
    inbox = loop.inbox();
  }
  inbox->post([] { FAIL() << "nobody is there to run it"; });
}

}  // namespace
}  // namespace bailey::event
