// What happens to a running `bailey serve` when its files change: the real program, real plugins,
// real connections.
#include "core/sha256.h"
#include "fakes/test_certificates.h"
#include "integration/reload_load.h"
#include "integration/versioned_bridge.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bailey::integration {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class Reload : public testing::Test {
protected:
  Reload() {
    bridge_.settings["reload"] = {{"quiet_ms", 20}};
    add("acme", {{"label", "a"}});
  }

  [[nodiscard]] fs::path plugins() const { return bridge_.plugins(); }

  [[nodiscard]] fs::path fileOf(const std::string& name) const { return bridge_.fileOf(name); }

  void install(int version) { bridge_.install(version); }

  void add(const std::string& name, const json& settings) { bridge_.add(name, settings); }

  [[nodiscard]] bool reloads() const { return bridge_.reloads(); }

  [[nodiscard]] CommandResult bailey(const std::string& command,
                                     const std::vector<std::string>& more = {}) const {
    return bridge_.command(command, more);
  }

  void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

  [[nodiscard]] json ask(const std::string& name) const { return bridge_.ask(name); }

  // Until it says so; every answer on the way must be one of two.
  void waitFor(const std::string& name, const json& wanted, const json& until_then) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    json said;
    while ((said = ask(name)) != wanted) {
      ASSERT_EQ(said, until_then);
      ASSERT_LT(std::chrono::steady_clock::now(), end) << bridge_.log();
    }
  }

  template <typename Condition>
  void waitUntil(Condition&& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
      ASSERT_LT(std::chrono::steady_clock::now(), end) << bridge_.log();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  // Has it crash the bridge.
  void crash(const std::string& name) {
    try {
      (void)bridge_.post("/" + name + "/auth_validation", R"({"auth": {"crash": "now"}})");
    } catch (const std::exception&) {  // there is no answer
    }
    EXPECT_EQ(bridge_.waitForEnd(), 128 + SIGABRT);
  }

  static json answer(int version, const std::string& label) {
    return VersionedBridge::answer(version, label);
  }

  VersionedBridge bridge_;
};

TEST_F(Reload, TakesAChangedIntegration) {
  bridge_.start();
  ASSERT_EQ(ask("acme"), answer(1, "a"));
  add("acme", {{"label", "b"}});
  waitFor("acme", answer(1, "b"), answer(1, "a"));
}

TEST_F(Reload, TakesAnAddedARenamedAndARemovedIntegration) {
  bridge_.start();
  add("other", {{"label", "o"}});
  waitFor("other", answer(1, "o"), 404);
  fs::rename(fileOf("other"), fileOf("another"));
  waitFor("another", answer(1, "o"), 404);
  EXPECT_EQ(ask("other"), 404);
  fs::remove(fileOf("another"));
  waitFor("another", 404, answer(1, "o"));
  EXPECT_EQ(ask("acme"), answer(1, "a"));
}

// Until its probation is over the one before stays, to go back to.
TEST_F(Reload, TakesANewVersionOfAPluginAndUnmapsTheOldOne) {
  bridge_.settings["reload"]["probation_ms"] = 0;
  bridge_.start();
  install(2);
  waitFor("acme", answer(2, "a"), answer(1, "a"));
  waitUntil([&] { return bridge_.mappedFiles("versioned-").size() == 1; });
}

TEST_F(Reload, KeepsWhatRunsWhenTheFileIsBad) {
  bridge_.start();
  write(fileOf("acme"), "{");
  const std::string line = bridge_.waitForLog(R"("event":"integration_refused")");
  EXPECT_NE(line.find("acme.json"), std::string::npos);
  EXPECT_NE(line.find(R"("serving":"previous")"), std::string::npos);
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  add("acme", {{"label", "b"}});
  waitFor("acme", answer(1, "b"), answer(1, "a"));
}

TEST_F(Reload, KeepsWhatRunsWhenThePluginRefusesItsSettings) {
  bridge_.start();
  add("acme", {{"label", "refused"}});
  EXPECT_NE(bridge_.waitForLog("integration_refused").find("/settings/label"), std::string::npos);
  EXPECT_EQ(ask("acme"), answer(1, "a"));
}

TEST_F(Reload, KeepsWhatRunsWhenThePluginIsGone) {
  bridge_.start();
  fs::remove(plugins() / "versioned.so");
  EXPECT_NE(bridge_.waitForLog("integration_refused").find("does not exist"), std::string::npos);
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  install(2);
  waitFor("acme", answer(2, "a"), answer(1, "a"));
}

TEST_F(Reload, IsAskedForWithSighupWhenNobodyWatches) {
  bridge_.settings["reload"]["watch"] = false;
  bridge_.start();
  add("acme", {{"label", "b"}});
  bridge_.signal(SIGHUP);
  bridge_.waitForLog(R"("event":"reloaded")");
  EXPECT_EQ(ask("acme"), answer(1, "b"));
}

// A change that nobody takes must not keep the control thread busy.
TEST_F(Reload, RestsWhileNobodyWatches) {
  bridge_.settings["reload"]["watch"] = false;
  bridge_.start();
  add("acme", {{"label", "b"}});
  const long before = bridge_.cpuTicks();
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_LT(bridge_.cpuTicks() - before, 20);  // of 50
  EXPECT_EQ(ask("acme"), answer(1, "a"));
}

TEST_F(Reload, RefusesAnotherPortAndTakesTheRest) {
  bridge_.start();
  bridge_.settings["listen"]["port"] = 1;
  bridge_.writeConfiguration();
  const std::string line = bridge_.waitForLog("server_settings_refused");
  EXPECT_NE(line.find(R"("pointer":"/listen")"), std::string::npos) << line;
  EXPECT_NE(line.find("restart"), std::string::npos);
  add("acme", {{"label", "b"}});
  waitFor("acme", answer(1, "b"), answer(1, "a"));
}

TEST_F(Reload, TakesNewLimits) {
  bridge_.start();
  const std::string body = R"({"auth": {"x": ")" + std::string(4000, 'x') + R"("}})";
  EXPECT_EQ(bridge_.post("/acme/auth_validation", body).status, 200);
  bridge_.settings["limits"]["body_bytes"] = 2048;
  bridge_.writeConfiguration();
  bridge_.waitForLog(R"("event":"reloaded")");
  EXPECT_EQ(bridge_.post("/acme/auth_validation", body).status, 413);
}

TEST_F(Reload, ReturnsFromAVersionThatBreaks) {
  bridge_.start();
  add("acme", {{"label", "b"}, {"broken", true}});
  waitFor("acme", 500, answer(1, "a"));
  waitFor("acme", answer(1, "a"), 500);
  const std::string line = bridge_.waitForLog("integration_returned");
  EXPECT_NE(line.find("failed in the plugin"), std::string::npos) << line;
  // and stays there, also after a restart
  bridge_.signal(SIGHUP);
  bridge_.waitForLog("integration_refused");
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  add("acme", {{"label", "c"}});
  waitFor("acme", answer(1, "c"), answer(1, "a"));
}

// Nobody asks it, so it is asked.
TEST_F(Reload, ReturnsFromAVersionThatBreaksAlsoWhenThereAreNoRequests) {
  bridge_.settings["reload"]["probation_ms"] = 5000;  // the questions come in its first second
  bridge_.start();
  add("acme", {{"label", "b"}, {"broken", true}});
  const std::string line = bridge_.waitForLog("integration_returned");
  EXPECT_NE(line.find("fails at sample questions"), std::string::npos) << line;
  EXPECT_EQ(ask("acme"), answer(1, "a"));
}

TEST_F(Reload, StartsWithTheLastGoodVersionOfABrokenFile) {
  bridge_.start();
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  write(fileOf("acme"), "{");
  fs::remove(plugins() / "versioned.so");
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_NE(bridge_.waitForLog("integration_refused").find(R"("serving":"last_good")"),
            std::string::npos);
}

TEST_F(Reload, StartsWithoutABrokenIntegrationThatWasNeverGood) {
  bridge_.start();
  write(fileOf("other"), "{");
  bridge_.waitForLog("integration_refused");
  EXPECT_EQ(bridge_.stop(SIGKILL), 128 + SIGKILL);
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_EQ(ask("other"), 404);
}

// Cut at every byte: what is served is the old version or, once it is whole, the new one.
TEST_F(Reload, NeverServesHalfAFile) {
  bridge_.start();
  const std::string text = versionedIntegration({{"label", "b"}}).dump();
  for (std::size_t length = 0; length < text.size(); ++length) {
    write(fileOf("acme"), text.substr(0, length));
    EXPECT_FALSE(reloads()) << length;
    ASSERT_EQ(ask("acme"), answer(1, "a")) << length;
  }
  write(fileOf("acme"), text);
  EXPECT_TRUE(reloads());
  EXPECT_EQ(ask("acme"), answer(1, "b"));
}

// In place, as a careless `cp` does it.
TEST_F(Reload, NeverServesHalfAPlugin) {
  bridge_.start();
  std::ostringstream bytes;
  bytes << std::ifstream(BAILEY_TEST_PLUGINS "/versions/2/versioned.so", std::ios::binary).rdbuf();
  const std::string whole = bytes.str();
  for (std::size_t part = 0; part < 100; ++part) {
    const std::size_t length = whole.size() * part / 100;
    write(plugins() / "versioned.so", whole.substr(0, length));
    EXPECT_FALSE(reloads()) << part;
    write(plugins() / "versioned.so",
          whole.substr(0, length) + std::string(whole.size() - length, '\0'));
    EXPECT_FALSE(reloads()) << part;
    ASSERT_EQ(ask("acme"), answer(1, "a")) << part;
  }
  write(plugins() / "versioned.so", whole);
  EXPECT_TRUE(reloads());
  EXPECT_EQ(ask("acme"), answer(2, "a"));
}

// What would take the server down dies in a process of its own instead.
TEST_F(Reload, SurvivesPluginsThatDie) {
  bridge_.settings["reload"]["trial_ms"] = 5000;
  bridge_.start();
  const std::vector<std::pair<std::string, std::string>> deaths = {
      {"create", "crashes in create() when it is tried in a process of its own: Killed"},
      {"handle", "crashes in handle()"},
      {"destroy", "crashes in destroy()"},
      {"leaves", "ends the process in create()"},
      {"hangs", "does not return in create()"}};
  int round = 0;
  for (const auto& [place, complaint] : deaths) {
    add("acme", {{"label", "b"}, {"dies", place}});
    const CommandResult reload = bailey("reload", {"--wait"});
    EXPECT_EQ(reload.exit_code, 1);
    EXPECT_NE(reload.out.find(complaint), std::string::npos) << reload.out << reload.err;
    EXPECT_NE(reload.out.find("acme.json: /plugin: "), std::string::npos) << reload.out;
    EXPECT_EQ(ask("acme")["version"], "1");
    add("acme", {{"label", "good " + std::to_string(++round)}});
    ASSERT_TRUE(reloads()) << place;
    EXPECT_EQ(ask("acme"), answer(1, "good " + std::to_string(round)));
  }
}

// One child for all: the plugin is bad with one of them, and the others take their change.
TEST_F(Reload, TriesAllIntegrationsOfAPluginWithoutMixingThemUp) {
  for (const char* name : {"b1", "b2", "b3"}) {
    add(name, {{"label", "old"}});
  }
  bridge_.settings["reload"]["watch"] = false;
  bridge_.start();
  install(2);
  add("b1", {{"label", "new"}});
  add("b2", {{"label", "new"}, {"dies", "create"}});
  add("b3", {{"label", "refused"}});
  const CommandResult reload = bailey("reload", {"--wait"});
  EXPECT_EQ(reload.exit_code, 1);
  EXPECT_NE(reload.out.find("b2: refused; the version before is served\n"), std::string::npos)
      << reload.out << reload.err;
  EXPECT_NE(reload.out.find("crashes in create()"), std::string::npos) << reload.out;
  EXPECT_NE(reload.out.find("b3.json: /settings/label: must be another"), std::string::npos)
      << reload.out;
  EXPECT_EQ(ask("acme"), answer(2, "a"));
  EXPECT_EQ(ask("b1"), answer(2, "new"));
  EXPECT_EQ(ask("b2"), answer(1, "old"));
  EXPECT_EQ(ask("b3"), answer(1, "old"));
}

// Neither the status nor a stop waits for a plugin that does not return.
TEST_F(Reload, IsGivenUpWhenTheBridgeStops) {
  bridge_.settings["reload"]["trial_ms"] = 120'000;
  bridge_.start();
  add("acme", {{"label", "b"}, {"dies", "hangs"}});
  waitUntil(
      [&] { return bailey("status").out.find("a reload is under way") != std::string::npos; });
  bridge_.signal(SIGTERM);
  EXPECT_EQ(bridge_.waitForEnd(), 0);
  EXPECT_NE(bridge_.log().find("was still being tried when the bridge stopped"), std::string::npos)
      << bridge_.log();
}

TEST_F(Reload, TakesOnlyPluginsWhoseDigestIsAllowed) {
  const auto digestOf = [](int version) {
    std::ostringstream bytes;
    bytes << std::ifstream(
                 BAILEY_TEST_PLUGINS "/versions/" + std::to_string(version) + "/versioned.so",
                 std::ios::binary)
                 .rdbuf();
    return core::toHex(core::sha256(bytes.str()));
  };
  json integration = versionedIntegration({{"label", "a"}});
  integration["plugin_sha256"] = {digestOf(1)};
  bridge_.addIntegration("acme", integration);
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  install(2);
  const std::string line = bridge_.waitForLog("integration_refused");
  EXPECT_NE(line.find(R"("pointer":"/plugin_sha256")"), std::string::npos) << line;
  EXPECT_NE(line.find("does not list " + digestOf(2)), std::string::npos) << line;
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  integration["plugin_sha256"] = {digestOf(1), digestOf(2)};
  bridge_.addIntegration("acme", integration);
  waitFor("acme", answer(2, "a"), answer(1, "a"));
}

TEST_F(Reload, TakesAnIntegrationOutOfServiceAndBringsItBack) {
  add("other", {{"label", "o"}});
  bridge_.settings["reload"]["probation_ms"] = 0;
  bridge_.start();
  EXPECT_EQ(bailey("disable", {"nobody"}).exit_code, 1);
  const CommandResult disabled = bailey("disable", {"acme"});
  EXPECT_EQ(disabled.exit_code, 0) << disabled.out << disabled.err;
  EXPECT_NE(disabled.out.find("acme: changed; disabled\n"), std::string::npos) << disabled.out;
  const fakes::HttpAnswer refused = bridge_.post("/acme/auth_validation", R"({"auth": {}})");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "30");
  EXPECT_EQ(json::parse(refused.body)["code"], "out_of_service");
  EXPECT_EQ(ask("other"), answer(1, "o"));
  EXPECT_EQ(bailey("rollback", {"acme"}).exit_code, 1);
  // a new file changes nothing about it, nor does a restart
  add("acme", {{"label", "b"}});
  EXPECT_TRUE(reloads());
  EXPECT_EQ(ask("acme"), 503);
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  bridge_.start();
  EXPECT_EQ(ask("acme"), 503);
  EXPECT_NE(bailey("status").out.find("acme: disabled\n"), std::string::npos);
  EXPECT_EQ(bailey("enable", {"acme"}).exit_code, 0);
  EXPECT_EQ(ask("acme"), answer(1, "b"));
}

// What is out of service runs no code of its plugin.
TEST_F(Reload, UnmapsAPluginThatNobodyUsesAnyMore) {
  bridge_.settings["reload"]["probation_ms"] = 0;
  bridge_.start();
  EXPECT_EQ(bridge_.mappedFiles("versioned-").size(), 1U);
  EXPECT_EQ(bailey("disable", {"acme"}).exit_code, 0);
  waitUntil([&] { return bridge_.mappedFiles("versioned-").empty(); });
}

TEST_F(Reload, ReturnsFromANewVersionThatCrashesTheBridge) {
  bridge_.start();
  add("acme", {{"label", "b"}, {"fragile", true}});
  waitFor("acme", answer(1, "b"), answer(1, "a"));
  crash("acme");
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  const std::string line = bridge_.waitForLog("plugin_crashed");
  EXPECT_NE(line.find(R"("integration":"acme")"), std::string::npos) << line;
  EXPECT_NE(line.find("crashed the bridge in handle(): Aborted"), std::string::npos) << line;
  EXPECT_NE(bailey("status").out.find("this version is not served any more: it crashed the bridge"),
            std::string::npos);
  // a crash is counted once
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_EQ(bridge_.log().find("plugin_crashed"), std::string::npos);
}

// What proved good may have had bad luck. When it has it again and again, the others come first.
TEST_F(Reload, TakesAVersionThatGoesOnCrashingOutOfService) {
  add("acme", {{"label", "a"}, {"fragile", true}});
  add("other", {{"label", "o"}});
  bridge_.start();
  for (int crashes = 1; crashes <= 2; ++crashes) {
    crash("acme");
    bridge_.start();
    EXPECT_EQ(ask("acme"), answer(1, "a"));
  }
  crash("acme");
  bridge_.start();
  EXPECT_EQ(ask("acme"), 503);
  EXPECT_EQ(ask("other"), answer(1, "o"));
  EXPECT_NE(bailey("status").out.find("acme: down\n"), std::string::npos);
  EXPECT_EQ(bailey("enable", {"acme"}).exit_code, 0);
  EXPECT_EQ(ask("acme"), answer(1, "a"));
}

TEST_F(Reload, StartsWithTheLastGoodSettingsOfTheServer) {
  bridge_.settings["limits"]["body_bytes"] = 2048;
  bridge_.start();
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  bridge_.settings["limits"] = {{"body_bites", 4096}};
  bridge_.start();
  const std::string line = bridge_.waitForLog("server_settings_refused");
  EXPECT_NE(line.find("body_bites"), std::string::npos) << line;
  const std::string body = R"({"auth": {"x": ")" + std::string(3000, 'x') + R"("}})";
  EXPECT_EQ(bridge_.post("/acme/auth_validation", body).status, 413);
  EXPECT_NE(bailey("status").out.find("body_bites"), std::string::npos);
  bridge_.settings["limits"] = {{"body_bytes", 4096}};
  bridge_.writeConfiguration();
  bridge_.waitForLog(R"("event":"reloaded","generation":2)");
  EXPECT_EQ(bridge_.post("/acme/auth_validation", body).status, 200);
}

// Nor does it take a start down that has something to fall back to.
TEST_F(Reload, StartsAlthoughAPluginDies) {
  bridge_.start();
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  add("acme", {{"label", "b"}, {"dies", "create"}});
  bridge_.start();
  EXPECT_EQ(ask("acme"), answer(1, "a"));
}

TEST_F(Reload, IsToldToWhoAskedForIt) {
  bridge_.settings["reload"]["watch"] = false;
  bridge_.start();
  add("acme", {{"label", "refused"}});
  add("other", {{"label", "o"}});
  const CommandResult would = bailey("validate");
  EXPECT_EQ(would.exit_code, 1);
  EXPECT_EQ(ask("other"), 404) << "it only asked";
  const CommandResult reload = bailey("reload", {"--wait"});
  EXPECT_EQ(reload.exit_code, 1);
  EXPECT_NE(reload.out.find("acme: refused; the version before is served\n"), std::string::npos)
      << reload.out << reload.err;
  EXPECT_NE(reload.out.find("acme.json: /settings/label: must be another\n"), std::string::npos);
  EXPECT_NE(reload.out.find("other: added\n"), std::string::npos);
  EXPECT_EQ(ask("other"), answer(1, "o"));
  const CommandResult status = bailey("status");
  EXPECT_EQ(status.exit_code, 0);
  EXPECT_NE(status.out.find("acme: previous, versioned 1.0.0"), std::string::npos) << status.out;
  EXPECT_NE(status.out.find("/settings/label"), std::string::npos);
}

TEST_F(Reload, GoesBackWhenAnOperatorSaysSo) {
  bridge_.settings["reload"]["probation_requests"] = 1;
  bridge_.start();
  add("acme", {{"label", "b"}});
  waitFor("acme", answer(1, "b"), answer(1, "a"));
  waitUntil([&] { return json::parse(bailey("history", {"acme", "--json"}).out).size() == 2; });
  const CommandResult back = bailey("rollback", {"acme"});
  EXPECT_EQ(back.exit_code, 0) << back.err;
  EXPECT_EQ(back.out, "acme: version 1 is served, with versioned 1.0.0\n");
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_EQ(bailey("reload", {"--wait"}).exit_code, 1);
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_EQ(bailey("rollback", {"nobody"}).exit_code, 1);
  add("acme", {{"label", "c"}});
  waitFor("acme", answer(1, "c"), answer(1, "a"));
}

// Nobody asked it before it was taken back, so nothing is known in its favour.
TEST_F(Reload, DoesNotKeepWhatWasTakenBackBeforeItProvedGood) {
  bridge_.settings["reload"]["watch"] = false;
  bridge_.start();
  const auto stateOf = [&] {
    return json::parse(bailey("status", {"--json"}).out)["integrations"][0]["state"];
  };
  add("acme", {{"label", "b"}});
  ASSERT_TRUE(reloads());
  EXPECT_EQ(stateOf(), "probation");
  add("acme", {{"label", "a"}});
  ASSERT_TRUE(reloads());
  EXPECT_EQ(ask("acme"), answer(1, "a"));
  EXPECT_EQ(stateOf(), "serving");
}

TEST_F(Reload, IsNobodyElsesBusiness) {
  bridge_.start();
  const fs::path socket = bridge_.folder() / "state" / "admin.sock";
  EXPECT_EQ(fs::status(socket).permissions(), fs::perms::owner_all & ~fs::perms::owner_exec);
  EXPECT_EQ(bailey("drain").exit_code, 0);
  EXPECT_EQ(bridge_.waitForEnd(), 0);
  EXPECT_FALSE(fs::exists(socket));
  const CommandResult status = bailey("status");
  EXPECT_EQ(status.exit_code, 1);
  EXPECT_NE(status.err.find("no bridge answers at"), std::string::npos) << status.err;
}

TEST_F(Reload, TakesANewCertificateForNewConnections) {
  bridge_.start();
  fakes::TlsClient open(bridge_.port(), bridge_.client());
  const std::string before = open.peerFingerprint();
  fakes::renewServerCertificate(bridge_.certificates());
  EXPECT_EQ(bailey("reload", {"--wait"}).exit_code, 0);
  EXPECT_EQ(open.post("/acme/auth_validation", R"({"auth":{}})").status, 200);
  const fakes::TlsClient another(bridge_.port(), bridge_.client());
  EXPECT_NE(another.peerFingerprint(), before);
  write(bridge_.certificates().certificate, "no certificate");
  EXPECT_EQ(bailey("reload", {"--wait"}).exit_code, 1);
  EXPECT_EQ(fakes::TlsClient(bridge_.port(), bridge_.client()).peerFingerprint(),
            another.peerFingerprint());
}

// What `tests/bench` does a thousand times.
TEST_F(Reload, FailsNoRequestAndKeepsNothingBehind) {
  bridge_.settings["reload"] = {{"watch", false}, {"probation_ms", 0}};
  add("acme", {{"label", "0"}});
  bridge_.start();
  ReloadLoad load(bridge_, 4);
  std::size_t files = 0;
  std::size_t threads = 0;
  for (std::uint64_t round = 1; round <= 12; ++round) {
    add("acme", {{"label", std::to_string(round)}});
    if (round % 2 == 0) {
      install(1 + static_cast<int>(round / 2 % 2));
    }
    if (round % 3 == 0) {
      fakes::renewServerCertificate(bridge_.certificates());
      add("other", {{"label", "o"}});
    } else {
      fs::remove(fileOf("other"));
    }
    ASSERT_TRUE(reloads());
    load.acknowledge(round);
    if (round == 2) {
      waitUntil([&] { return bridge_.mappedFiles("versioned-").size() == 1; });
      files = bridge_.openFiles();
      threads = bridge_.threads();
    }
  }
  load.stop();
  EXPECT_EQ(load.failures(), std::vector<std::string>{});
  EXPECT_GT(load.answered(), 100U);
  waitUntil([&] { return bridge_.mappedFiles("versioned-").size() == 1; });
  EXPECT_LE(bridge_.openFiles(), files);
  EXPECT_LE(bridge_.threads(), threads);
  EXPECT_EQ(json::parse(bailey("status", {"--json"}).out)["residents"], json::array());
}

}  // namespace
}  // namespace bailey::integration
