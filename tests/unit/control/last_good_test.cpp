#include "control/last_good.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>

namespace bailey::control {
namespace {

namespace fs = std::filesystem;

class LastGoodTest : public testing::Test {
protected:
  LastGoodTest() { std::ofstream(plugin_) << "ELF"; }

  static KeptVersion version(const std::string& fingerprint, const std::string& plugin = "p1") {
    return {0, {}, {fingerprint, plugin}, "sql", "1.0.0", "text of " + fingerprint};
  }

  void keep(const KeptVersion& version) {
    const auto kept = store_.keep("acme", version, plugin_);
    ASSERT_TRUE(kept.ok()) << kept.error().message;
  }

  [[nodiscard]] std::vector<std::uint64_t> numbers() const {
    std::vector<std::uint64_t> all;
    for (const KeptVersion& one : store_.history("acme")) {
      all.push_back(one.number);
    }
    return all;
  }

  fakes::TempFolder folder_;
  const fs::path state_ = folder_.path() / "state";
  const fs::path plugin_ = folder_.path() / "plugin.so";
  LastGood store_{state_};
};

TEST_F(LastGoodTest, IsEmptyAtFirst) {
  EXPECT_TRUE(store_.empty());
  EXPECT_FALSE(store_.latest("acme"));
  keep(version("a"));
  EXPECT_FALSE(store_.empty());
}

TEST_F(LastGoodTest, KeepsVersionsWithTheirPlugins) {
  keep(version("a"));
  keep(version("b", "p2"));
  const auto latest = store_.latest("acme");
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->number, 2U);
  EXPECT_EQ(latest->text, "text of b");
  EXPECT_EQ(latest->id, (VersionId{"b", "p2"}));
  EXPECT_TRUE(fs::exists(store_.pluginFolder(*latest) / "sql.so"));
  EXPECT_FALSE(store_.latest("other"));
}

TEST_F(LastGoodTest, DoesNotKeepTheSameTwice) {
  keep(version("a"));
  keep(version("a"));
  EXPECT_EQ(numbers(), std::vector<std::uint64_t>{1});
}

TEST_F(LastGoodTest, ForgetsTheOldestAndPluginsNobodyUses) {
  keep(version("first", "unused"));
  for (int i = 0; i < 10; ++i) {
    keep(version(std::to_string(i)));
  }
  EXPECT_EQ(numbers().front(), 2U);
  EXPECT_EQ(numbers().size(), kKeptVersionsMax);
  EXPECT_FALSE(fs::exists(state_ / "plugins" / "unused"));
  EXPECT_TRUE(fs::exists(state_ / "plugins" / "p1"));
}

TEST_F(LastGoodTest, RemembersWhatWasRejectedUntilItIsAnother) {
  ASSERT_TRUE(store_.reject("acme", {"a", "p1"}, "it broke").ok());
  EXPECT_EQ(store_.whyRejected("acme", {"a", "p1"}), "it broke");
  EXPECT_FALSE(store_.whyRejected("acme", {"a", "p2"}));
  EXPECT_FALSE(store_.whyRejected("other", {"a", "p1"}));
  EXPECT_FALSE(store_.empty()) << "what proved bad has been served";
}

TEST_F(LastGoodTest, RemembersAllThatWasRejected) {
  ASSERT_TRUE(store_.reject("acme", {"a", "p1"}, "it broke").ok());
  ASSERT_TRUE(store_.reject("acme", {"b", "p1"}, "it crashed").ok());
  EXPECT_EQ(store_.whyRejected("acme", {"a", "p1"}), "it broke");
  EXPECT_EQ(store_.whyRejected("acme", {"b", "p1"}), "it crashed");
  store_.forgive("acme");
  EXPECT_FALSE(store_.whyRejected("acme", {"a", "p1"}));
}

TEST_F(LastGoodTest, FallsBackBehindWhatWasRejected) {
  keep(version("a"));
  keep(version("b"));
  ASSERT_TRUE(store_.reject("acme", {"b", "p1"}, "it crashed").ok());
  EXPECT_EQ(store_.latest("acme")->id.fingerprint, "a");
  ASSERT_TRUE(store_.reject("acme", {"a", "p1"}, "it crashed").ok());
  EXPECT_FALSE(store_.latest("acme"));
  EXPECT_FALSE(store_.empty());
}

TEST_F(LastGoodTest, KnowsWhatItWouldFallBackTo) {
  keep(version("a"));
  keep(version("b"));
  keep(version("c"));
  EXPECT_EQ(store_.latestBut({"c", "p1"}, "acme")->id.fingerprint, "b");
  EXPECT_EQ(store_.latestBut({"on probation", "p1"}, "acme")->id.fingerprint, "c");
  ASSERT_TRUE(store_.reject("acme", {"b", "p1"}, "it crashed").ok());
  EXPECT_EQ(store_.latestBut({"c", "p1"}, "acme")->id.fingerprint, "a");
}

// A process was killed before it had written which version uses them.
TEST_F(LastGoodTest, ForgetsPluginsWhoseKeepingWasCutShort) {
  keep(version("a"));
  fs::create_directories(state_ / "plugins" / "half");
  std::ofstream(state_ / "plugins" / "half" / "sql.so.part") << "EL";
  fs::create_directories(state_ / "plugins" / "whole");
  std::ofstream(state_ / "plugins" / "whole" / "sql.so") << "ELF";
  keep(version("b", "p2"));
  EXPECT_FALSE(fs::exists(state_ / "plugins" / "half"));
  EXPECT_FALSE(fs::exists(state_ / "plugins" / "whole"));
  EXPECT_TRUE(fs::exists(state_ / "plugins" / "p1" / "sql.so"));
  EXPECT_TRUE(fs::exists(state_ / "plugins" / "p2" / "sql.so"));
}

TEST_F(LastGoodTest, KeepsTheServersSettings) {
  EXPECT_FALSE(store_.serverText());
  ASSERT_TRUE(store_.keepServerText("{}").ok());
  EXPECT_EQ(store_.serverText(), "{}");
  EXPECT_TRUE(store_.empty()) << "no integration was ever good";
}

TEST_F(LastGoodTest, PassesOverRecordsThatAreNotWhole) {
  keep(version("a"));
  keep(version("b"));
  const fs::path newest = state_ / "integrations" / "acme" / "2.json";
  std::string text;
  std::getline(std::ifstream(newest), text, '\0');
  for (std::size_t length = 0; length + 3 < text.size(); ++length) {
    std::ofstream(newest) << text.substr(0, length);
    EXPECT_EQ(store_.latest("acme")->number, 1U) << length;
  }
}

TEST_F(LastGoodTest, IsForItsOwnerAlone) {
  keep(version("a"));
  for (const auto& entry : fs::recursive_directory_iterator(state_)) {
    EXPECT_EQ(entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all),
              fs::perms::none)
        << entry.path();
  }
}

TEST_F(LastGoodTest, SaysWhatCannotBeWritten) {
  std::ofstream(state_) << "in the way";
  const auto kept = store_.keep("acme", version("a"), plugin_);
  ASSERT_FALSE(kept.ok());
  EXPECT_NE(kept.error().message.find("cannot be written"), std::string::npos);
}

}  // namespace
}  // namespace bailey::control
