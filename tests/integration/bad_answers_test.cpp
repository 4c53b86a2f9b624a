// Plugins that load but answer nonsense: their callers get a clear 500, never the nonsense, and the
// log says whose it was.
#include "integration/bridge_process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <string>

namespace bailey::integration {
namespace {

using nlohmann::json;

TEST(BadAnswers, BecomeAClear500AndALogLine) {
  BridgeProcess bridge;
  bridge.settings["plugins_folder"] = BAILEY_TEST_PLUGINS "/bad";
  for (const std::string plugin : {"answers_garbage", "answers_invalid_utf8", "answers_nothing"}) {
    bridge.addIntegration(plugin, {{"plugin", plugin}, {"settings", json::object()}});
  }
  bridge.start();
  for (const std::string plugin : {"answers_garbage", "answers_invalid_utf8", "answers_nothing"}) {
    const fakes::HttpAnswer answer =
        bridge.post("/" + plugin + "/auth_validation", "{}", "X-Request-Id: " + plugin + "\r\n");
    EXPECT_EQ(answer.status, 500) << plugin;
    EXPECT_EQ(json::parse(answer.body).at("code"), "plugin_misbehaved") << plugin;
    const json line = json::parse(bridge.waitForLog("\"request_id\":\"" + plugin));
    EXPECT_EQ(line.at("level"), "error") << plugin;
    EXPECT_EQ(line.at("integration"), plugin);
    EXPECT_FALSE(line.at("detail").get<std::string>().empty()) << plugin;
  }
  EXPECT_EQ(bridge.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace bailey::integration
