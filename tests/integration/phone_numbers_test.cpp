// The phone module of the real program: there when a plugin asks, and not a byte of it before.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>

namespace bailey::integration {
namespace {

using nlohmann::json;

class PhoneNumbers : public testing::Test {
protected:
  void SetUp() override {
    bridge_.addIntegration("crm", probeIntegration());
    bridge_.start();
  }

  std::string normalized(const std::string& number, const std::string& region) {
    const fakes::HttpAnswer answer =
        bridge_.post("/crm/actions/normalize_phone",
                     json{{"data", {{"number", number}, {"region", region}}}}.dump());
    EXPECT_EQ(answer.status, 201) << answer.body;
    return json::parse(answer.body).at("message");
  }

  // What is mapped into the bridge; empty for all but root, as it hides its memory.
  [[nodiscard]] std::string maps() const {
    std::ifstream file("/proc/" + std::to_string(bridge_.pid()) + "/maps");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  BridgeProcess bridge_;
};

TEST_F(PhoneNumbers, AreNormalizedForPluginsThatAsk) {
  EXPECT_EQ(normalized("210 000 017", "PT"), "+351210000017");
  EXPECT_EQ(normalized("(212) 555-0100 ext. 12", "US"), "+12125550100");
  EXPECT_EQ(normalized("call me", "US"), "none");
  EXPECT_EQ(normalized("210 000 017", ""), "none");
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(PhoneNumbers, CostNothingUntilAPluginAsks) {
  EXPECT_EQ(bridge_.post("/crm/actions/echo", R"({"data":{"text":"x"}})").status, 201);
  const std::string before = maps();
  EXPECT_EQ(normalized("210 000 017", "PT"), "+351210000017");
  const std::string after = maps();
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  if (before.empty()) {
    GTEST_SKIP() << "only root can look into the bridge's memory";
  }
  for (const char* library : {"bailey_phone", "libphonenumber", "libprotobuf", "libicu"}) {
    EXPECT_EQ(before.find(library), std::string::npos) << library;
    EXPECT_NE(after.find(library), std::string::npos) << library;
  }
}

}  // namespace
}  // namespace bailey::integration
