#include "control/disabled_integrations.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace bailey::control {
namespace {

class DisabledIntegrationsTest : public testing::Test {
protected:
  fakes::TempFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "state" / "disabled.json";
};

TEST_F(DisabledIntegrationsTest, AreStillKnownToTheNextProcess) {
  DisabledIntegrations disabled(file_);
  EXPECT_FALSE(disabled.holds("acme"));
  ASSERT_TRUE(disabled.add("acme").ok());
  ASSERT_TRUE(disabled.add("other").ok());
  ASSERT_TRUE(disabled.remove("other").ok());
  const DisabledIntegrations again(file_);
  EXPECT_TRUE(again.holds("acme"));
  EXPECT_FALSE(again.holds("other"));
}

TEST_F(DisabledIntegrationsTest, CountsADamagedFileAsEmpty) {
  std::filesystem::create_directory(file_.parent_path());
  for (const char* text : {"", "[\"acme\"", "{\"acme\": true}", "[1]"}) {
    std::ofstream(file_) << text;
    EXPECT_FALSE(DisabledIntegrations(file_).holds("acme")) << text;
  }
}

TEST_F(DisabledIntegrationsTest, StayAsTheyAreWhenNothingCanBeWritten) {
  std::ofstream(file_.parent_path()) << "in the way";
  DisabledIntegrations disabled(file_);
  EXPECT_FALSE(disabled.add("acme").ok());
  EXPECT_FALSE(disabled.holds("acme"));
}

}  // namespace
}  // namespace bailey::control
