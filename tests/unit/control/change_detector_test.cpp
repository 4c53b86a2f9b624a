#include "control/change_detector.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <poll.h>

#include <fstream>

namespace bailey::control {
namespace {

namespace fs = std::filesystem;
using Clock = ChangeDetector::Clock;
using std::chrono::milliseconds;

constexpr milliseconds kQuiet{300};
constexpr milliseconds kPoll{10'000};

class ChangeDetectorTest : public testing::Test {
protected:
  // As after a reading: what is there is known.
  ChangeDetectorTest() {
    write(folder_.path() / "there", "1");
    detector_.follow({folder_.path()});
    detector_.beginReading();
    detector_.follow({folder_.path()});
  }

  static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

  bool hasEvent() const {
    pollfd events{detector_.fd(), POLLIN, 0};
    return ::poll(&events, 1, 10'000) == 1;
  }

  fakes::TempFolder folder_;
  ChangeDetector detector_{kQuiet, kPoll};
  const Clock::time_point now_ = Clock::now();
};

TEST_F(ChangeDetectorTest, HasNothingToSayAtFirst) {
  EXPECT_FALSE(detector_.isDue(now_));
  EXPECT_FALSE(detector_.isDue(now_ + kPoll * 2));
}

TEST_F(ChangeDetectorTest, WaitsUntilAChangeRests) {
  write(folder_.path() / "new", "x");
  ASSERT_TRUE(hasEvent());
  EXPECT_FALSE(detector_.isDue(now_));
  EXPECT_LE(detector_.waitTime(now_), kQuiet);
  write(folder_.path() / "new", "xy");
  EXPECT_FALSE(detector_.isDue(now_ + kQuiet - milliseconds(1)));  // moves again
  EXPECT_FALSE(detector_.isDue(now_ + kQuiet + kQuiet - milliseconds(2)));
  EXPECT_TRUE(detector_.isDue(now_ + kQuiet + kQuiet));
}

TEST_F(ChangeDetectorTest, DoesNotWaitForEverForWhatNeverRests) {
  Clock::time_point now = now_;
  const Clock::time_point end = now_ + kQuiet * 30;
  int i = 0;
  bool due = false;
  for (; now < end && !due; now += kQuiet / 2) {
    write(folder_.path() / "log", std::to_string(++i));
    due = detector_.isDue(now);
  }
  EXPECT_TRUE(due);
}

TEST_F(ChangeDetectorTest, TakesAnEventWithoutAChangeForNothing) {
  write(folder_.path() / "shortly", "x");
  fs::remove(folder_.path() / "shortly");
  ASSERT_TRUE(hasEvent());
  EXPECT_FALSE(detector_.isDue(now_));
  EXPECT_FALSE(detector_.isDue(now_ + kQuiet));
}

// Where the kernel tells nothing: here because the folder was replaced.
TEST_F(ChangeDetectorTest, FindsByLookingWhatNoEventTold) {
  const fs::path inner = folder_.path() / "inner";
  fs::create_directory(inner);
  detector_.follow({inner});
  detector_.beginReading();
  detector_.follow({inner});
  fs::rename(inner, folder_.path() / "gone");
  fs::create_directory(inner);
  ASSERT_TRUE(hasEvent());
  (void)detector_.isDue(now_);  // takes the event of the folder that went
  detector_.beginReading();
  write(inner / "new", "x");
  EXPECT_FALSE(detector_.isDue(now_ + milliseconds(1)));
  EXPECT_FALSE(detector_.isDue(now_ + kPoll * 2));
  EXPECT_TRUE(detector_.isDue(now_ + kPoll * 2 + kQuiet));
}

TEST_F(ChangeDetectorTest, SeesAConfigMapsSwap) {
  const fs::path mount = folder_.path() / "mount";
  for (const char* version : {"..1", "..2"}) {
    fs::create_directories(mount / version);
    write(mount / version / "acme.json", version);
  }
  fs::create_directory_symlink("..1", mount / "..data");
  fs::create_symlink("..data/acme.json", mount / "acme.json");
  detector_.follow({mount});
  detector_.beginReading();
  detector_.follow({mount});
  fs::create_directory_symlink("..2", mount / "..data_tmp");
  fs::rename(mount / "..data_tmp", mount / "..data");
  ASSERT_TRUE(hasEvent());
  EXPECT_FALSE(detector_.isDue(now_));
  EXPECT_TRUE(detector_.isDue(now_ + kQuiet));
}

}  // namespace
}  // namespace bailey::control
