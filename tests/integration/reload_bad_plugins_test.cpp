// Every broken plugin of tests/bad_plugins, put in the place of one that serves: the bridge refuses
// it, or returns from it, and answers on.
#include "bad_plugins/refusals.h"
#include "integration/versioned_bridge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <thread>

namespace bailey::integration {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const fs::path kBadPlugins = BAILEY_TEST_PLUGINS "/bad";

// They are made, and answer nonsense when they are asked.
const std::set<std::string> kMisbehaving = {"answers_garbage",
                                            "answers_invalid_utf8",
                                            "answers_nothing",
                                            "answers_pending",
                                            "answers_status_99",
                                            "answers_too_much"};

// Nothing is wrong with them before an action is called, or before they are unloaded.
const std::set<std::string> kSoundUntilLater = {"throws_int", "leaks_gnu_unique"};

class ReloadBadPlugins : public testing::Test {
protected:
  ReloadBadPlugins() {
    bridge_.settings["reload"] = {{"watch", false}};
    for (const auto& entry : fs::directory_iterator(kBadPlugins)) {
      if (entry.path().extension() == ".so") {
        fs::copy_file(entry.path(), bridge_.plugins() / entry.path().filename());
      }
    }
    serveGood();
  }

  // The integration that serves, of the plugin that serves.
  void serveGood() { bridge_.add("acme", {{"label", "good"}}); }

  // The same integration of another plugin.
  void serveInstead(const std::string& plugin) {
    bridge_.addIntegration("acme", {{"plugin", plugin}, {"settings", json::object()}});
  }

  void expectUnmapped(const std::string& plugin) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!bridge_.mappedFiles(plugin + "-").empty()) {
      ASSERT_LT(std::chrono::steady_clock::now(), end) << plugin;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  // What an operator reads about each plugin that is refused.
  [[nodiscard]] std::map<std::string, std::string> refusals() const {
    std::map<std::string, std::string> lines = {
        {"create_fails", "/settings/page_size: is 0; must be between 1 and 1000"},
        {"unresolved_symbol", "undefined symbol"}};
    for (const auto& [plugin, line] : bad_plugins::refusals()) {
      const std::string file = "plugins/" + plugin + ".so";
      const std::size_t at = line.find(file);
      lines[plugin] = at == std::string::npos
                          ? line
                          : std::string(line).replace(
                                at, file.size(), (bridge_.plugins() / (plugin + ".so")).string());
    }
    return lines;
  }

  const json good_ = VersionedBridge::answer(1, "good");
  VersionedBridge bridge_;
};

TEST_F(ReloadBadPlugins, AreAllOfOneOfTheseKinds) {
  const auto refused = refusals();
  for (const auto& entry : fs::directory_iterator(kBadPlugins)) {
    const std::string name = entry.path().stem();
    EXPECT_EQ(refused.count(name) + kMisbehaving.count(name) + kSoundUntilLater.count(name), 1U)
        << name;
  }
}

TEST_F(ReloadBadPlugins, AreRefusedWithTheirFaultWhileThePluginBeforeServes) {
  bridge_.start();
  for (const auto& [plugin, line] : refusals()) {
    SCOPED_TRACE(plugin);
    serveInstead(plugin);
    const CommandResult reload = bridge_.command("reload", {"--wait"});
    EXPECT_EQ(reload.exit_code, 1);
    EXPECT_THAT(reload.out, HasSubstr("acme: refused; the version before is served\n"));
    EXPECT_THAT(reload.out, HasSubstr("acme.json: /"));
    EXPECT_THAT(reload.out, HasSubstr(line));
    EXPECT_EQ(bridge_.ask("acme"), good_);
    EXPECT_TRUE(bridge_.mappedFiles(plugin + "-").empty());
  }
  serveGood();
  EXPECT_TRUE(bridge_.reloads());
  EXPECT_EQ(bridge_.mappedFiles("versioned-").size(), 1U);
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

// Under the name of the plugin that serves.
TEST_F(ReloadBadPlugins, AreRefusedInThePlaceOfTheFile) {
  bridge_.start();
  for (const auto& entry : fs::directory_iterator(kBadPlugins)) {
    SCOPED_TRACE(entry.path().filename());
    bridge_.install(entry.path());
    const CommandResult reload = bridge_.command("reload", {"--wait"});
    EXPECT_EQ(reload.exit_code, 1);
    EXPECT_THAT(reload.out,
                HasSubstr("acme.json: /plugin: " + (bridge_.plugins() / "versioned.so").string()));
    EXPECT_EQ(bridge_.ask("acme"), good_);
  }
  bridge_.install(2);
  EXPECT_TRUE(bridge_.reloads());
  EXPECT_EQ(bridge_.ask("acme"), VersionedBridge::answer(2, "good"));
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(ReloadBadPlugins, ThatAnswerNonsenseAreReturnedFromAndUnmapped) {
  bridge_.start();
  for (const std::string& plugin : kMisbehaving) {
    SCOPED_TRACE(plugin);
    serveInstead(plugin);
    ASSERT_TRUE(bridge_.reloads());
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    json said;
    while ((said = bridge_.ask("acme")) != good_) {
      EXPECT_EQ(said, 500);
      ASSERT_LT(std::chrono::steady_clock::now(), end) << bridge_.log();
    }
    expectUnmapped(plugin);
  }
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace bailey::integration
