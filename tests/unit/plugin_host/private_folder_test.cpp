#include "plugin_host/private_folder.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace bailey::plugin_host {
namespace {

namespace fs = std::filesystem;

TEST(PrivateFolder, IsGoneWithItsOwner) {
  fakes::TempFolder parent;
  fs::path path;
  {
    auto folder = PrivateFolder::makeIn(parent.path() / "state");
    ASSERT_TRUE(folder.ok());
    path = folder.value().path();
    std::ofstream(path / "file") << "x";
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(PrivateFolder, RemovesWhatDeadProcessesLeftAndNothingElse) {
  fakes::TempFolder parent;
  fs::create_directories(parent.path() / "plugins-dead00");
  fs::create_directories(parent.path() / "other");
  auto first = PrivateFolder::makeIn(parent.path());
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(fs::exists(parent.path() / "plugins-dead00"));
  EXPECT_TRUE(fs::exists(parent.path() / "other"));
  auto second = PrivateFolder::makeIn(parent.path());
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(fs::exists(first.value().path())) << "its owner lives";
}

TEST(PrivateFolder, SaysWhyItCannotBeMade) {
  auto folder = PrivateFolder::makeIn("/proc/nothing");
  ASSERT_FALSE(folder.ok());
  EXPECT_NE(folder.error().message.find("cannot make the folder /proc/nothing"), std::string::npos);
}

}  // namespace
}  // namespace bailey::plugin_host
