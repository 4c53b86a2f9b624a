#include "plugin_host/crash_note.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <csignal>

namespace bailey::plugin_host {
namespace {

class CrashNoteTest : public testing::Test {
protected:
  fakes::TempFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "note";
};

void dieIn(const std::filesystem::path& file, bool in_plugin) {
  if (!noteCrashesIn(file).ok()) {
    return;
  }
  const std::string whose = "acme v1 digest";
  if (in_plugin) {
    const InPlugin here(whose, "handle");
    std::raise(SIGABRT);
  }
  std::raise(SIGABRT);
}

TEST_F(CrashNoteTest, SaysInWhosePluginTheProcessDied) {
  EXPECT_EXIT(dieIn(file_, true), testing::KilledBySignal(SIGABRT), "");
  const auto note = readCrashNote(file_);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->integration, "acme");
  EXPECT_EQ(note->version, "v1");
  EXPECT_EQ(note->plugin_sha256, "digest");
  EXPECT_EQ(note->step, "handle");
  EXPECT_EQ(note->signal, SIGABRT);
}

TEST_F(CrashNoteTest, SaysNothingOfCrashesElsewhere) {
  EXPECT_EXIT(dieIn(file_, false), testing::KilledBySignal(SIGABRT), "");
  EXPECT_FALSE(readCrashNote(file_));
}

TEST_F(CrashNoteTest, IsNotThereWithoutAFile) {
  EXPECT_FALSE(readCrashNote(file_));
}

}  // namespace
}  // namespace bailey::plugin_host
