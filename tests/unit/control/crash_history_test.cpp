#include "control/crash_history.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

namespace bailey::control {
namespace {

class CrashHistoryTest : public testing::Test {
protected:
  // As a process leaves it that dies of a SIGSEGV.
  void die(const std::string& integration, const std::string& version = "v1") {
    std::ofstream(folder_.path() / "crash_note.txt")
        << integration << ' ' << version << " digest handle 11\n";
  }

  [[nodiscard]] std::optional<Crash> begin() const {
    auto crash = CrashHistory(folder_.path()).begin();
    EXPECT_TRUE(crash.ok()) << crash.error().message;
    return crash.ok() ? crash.value() : std::nullopt;
  }

  fakes::TempFolder folder_;
};

TEST_F(CrashHistoryTest, KnowsOfNoneAtFirst) {
  EXPECT_FALSE(begin());
}

TEST_F(CrashHistoryTest, TellsOfACrashOnce) {
  die("acme");
  const auto crash = begin();
  ASSERT_TRUE(crash);
  EXPECT_EQ(crash->integration, "acme");
  EXPECT_EQ(crash->id, (VersionId{"v1", "digest"}));
  EXPECT_EQ(crash->how, "crashed the bridge in handle(): Segmentation fault");
  EXPECT_EQ(crash->recently, 1);
  EXPECT_FALSE(begin());
}

TEST_F(CrashHistoryTest, CountsThoseOfOneVersion) {
  die("acme");
  EXPECT_EQ(begin()->recently, 1);
  die("other");
  EXPECT_EQ(begin()->recently, 1);
  die("acme", "v2");
  EXPECT_EQ(begin()->recently, 1);
  die("acme");
  EXPECT_EQ(begin()->recently, 2);
}

TEST_F(CrashHistoryTest, ForgetsOldOnes) {
  std::ofstream(folder_.path() / "crashes.json")
      << R"([{"integration":"acme","fingerprint":"v1","plugin_sha256":"digest","at":1}])";
  die("acme");
  EXPECT_EQ(begin()->recently, 1);
}

TEST_F(CrashHistoryTest, TakesNoHalfNote) {
  std::ofstream(folder_.path() / "crash_note.txt") << "acme v1 dig";
  EXPECT_FALSE(begin());
}

TEST_F(CrashHistoryTest, SaysThatItCannotNote) {
  std::filesystem::create_directory(folder_.path() / "crash_note.txt");
  const auto crash = CrashHistory(folder_.path()).begin();
  ASSERT_FALSE(crash.ok());
  EXPECT_NE(crash.error().message.find("crash_note.txt cannot be written"), std::string::npos);
}

}  // namespace
}  // namespace bailey::control
