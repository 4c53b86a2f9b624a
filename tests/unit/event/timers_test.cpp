#include "event/timers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bailey::event {
namespace {

using std::chrono::seconds;

const Clock::time_point kNoon{};

// Notes its name when its time has come, and does what the test wants.
struct Noted final : TimerHandler {
  Noted(Timers& timers, std::string called, std::vector<std::string>& into)
      : timer(timers, *this),
        name(std::move(called)),
        notes(into) {}

  void onTimer() override {
    notes.push_back(name);
    if (then) {
      then();
    }
  }

  Timer timer;
  std::string name;
  std::vector<std::string>& notes;
  std::function<void()> then;
};

TEST(Timers, GoOffInTheOrderOfTheirTimesAndOnce) {
  Timers timers;
  std::vector<std::string> notes;
  Noted late(timers, "late", notes);
  Noted early(timers, "early", notes);
  late.timer.set(kNoon + seconds(2));
  early.timer.set(kNoon + seconds(1));
  EXPECT_EQ(timers.next(), kNoon + seconds(1));
  timers.run(kNoon);
  EXPECT_THAT(notes, testing::IsEmpty());
  timers.run(kNoon + seconds(5));
  timers.run(kNoon + seconds(9));
  EXPECT_THAT(notes, testing::ElementsAre("early", "late"));
  EXPECT_EQ(timers.next(), std::nullopt);
}

TEST(Timers, AreSetAnewCancelledAndForgotten) {
  Timers timers;
  std::vector<std::string> notes;
  Noted moved(timers, "moved", notes);
  Noted cancelled(timers, "cancelled", notes);
  auto gone = std::make_unique<Noted>(timers, "gone", notes);
  moved.timer.set(kNoon + seconds(1));
  moved.timer.set(kNoon + seconds(3));
  cancelled.timer.set(kNoon + seconds(1));
  cancelled.timer.cancel();
  gone->timer.set(kNoon + seconds(1));
  gone.reset();
  timers.run(kNoon + seconds(2));
  EXPECT_THAT(notes, testing::IsEmpty());
  timers.run(kNoon + seconds(3));
  EXPECT_THAT(notes, testing::ElementsAre("moved"));
}

TEST(Timers, MayEndThemselvesAndOthersWhenTheyGoOff) {
  Timers timers;
  std::vector<std::string> notes;
  auto first = std::make_unique<Noted>(timers, "first", notes);
  Noted second(timers, "second", notes);
  first->timer.set(kNoon);
  second.timer.set(kNoon);
  first->then = [&] {
    second.timer.cancel();
    first.reset();
  };
  timers.run(kNoon);
  EXPECT_THAT(notes, testing::ElementsAre("first"));
}

}  // namespace
}  // namespace bailey::event
