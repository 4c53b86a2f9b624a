// What an operator reads from `bailey check` and from a `bailey serve` that does not start.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::integration {
namespace {

using nlohmann::json;

// The lines without the test's folder.
std::string relative(std::string text, const std::filesystem::path& folder) {
  const std::string prefix = folder.string() + "/";
  for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at)) {
    text.erase(at, prefix.size());
  }
  return text;
}

TEST(Check, SaysWhenAllIsWell) {
  BridgeProcess bridge;
  bridge.addIntegration("probe", probeIntegration());
  const CommandResult result = bridge.check();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(
      relative(result.out, bridge.folder()),
      "integrations.d/probe.json: /talkdesk: note: has no display_name, description, logo_url "
      "and icon_url (serving needs none; `bailey export` does)\n"
      "ok: 1 integration ready to serve\n");
  EXPECT_EQ(result.err, "");
}

TEST(Check, FailsForDocumentsThatWereMeantToBeExported) {
  BridgeProcess bridge;
  json declared = probeIntegration();
  declared["talkdesk"]["display_name"] = "Probe";
  declared["talkdesk"]["actions"][0]["display"] = "Echo the inputs";
  bridge.addIntegration("probe", declared);
  const CommandResult result = bridge.check();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(
      relative(result.out, bridge.folder()),
      "integrations.d/probe.json: /talkdesk/actions/0/display: warning: should begin in lower "
      "case, but is \"Echo the inputs\" (it follows \"Then\" in Talkdesk's automations)\n");
  EXPECT_EQ(relative(result.err, bridge.folder()),
            "bailey: integrations.d/probe.json: /talkdesk: error: has no member \"description\"\n"
            "bailey: integrations.d/probe.json: /talkdesk: error: has no member \"icon_url\"\n"
            "bailey: integrations.d/probe.json: /talkdesk: error: has no member \"logo_url\"\n");
}

TEST(Check, TellsEverythingThatIsWrongAtOnce) {
  BridgeProcess bridge;
  json unread = probeIntegration();
  unread["bounds"] = {{"concurency", 3}};
  json refused = probeIntegration();
  refused["settings"]["page_size"] = 0;
  bridge.addIntegration("unread", unread);
  bridge.addIntegration("refused", refused);
  bridge.addIntegration("absent", {{"plugin", "nowhere"}, {"settings", json::object()}});
  const CommandResult result = bridge.check();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(relative(result.err, bridge.folder()),
            "bailey: integrations.d/unread.json: /bounds: unknown key \"concurency\" (did you mean "
            "\"concurrency\"?); allowed: concurrency, queue, in_flight, deadline_ms, deadlines_ms\n"
            "bailey: integrations.d/absent.json: /plugin: " BAILEY_TEST_PLUGINS
            "/nowhere.so does not exist\n"
            "bailey: integrations.d/refused.json: /settings/page_size: must be between 1 and "
            "1000000\n");
}

TEST(Check, NamesTheCertificateThatCannotBeUsed) {
  BridgeProcess bridge;
  bridge.addIntegration("probe", probeIntegration());
  bridge.settings["tls"]["key"] = bridge.settings["tls"]["certificate"];
  std::filesystem::permissions(bridge.certificates().certificate,
                               std::filesystem::perms::owner_read);
  const CommandResult result = bridge.check();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find(bridge.certificates().certificate.string() +
                            ": no private key can be read from it: "),
            std::string::npos)
      << result.err;
}

TEST(Check, HasAnExitCodeForWrongArguments) {
  EXPECT_EQ(runCommand({"check"}).exit_code, 2);
  EXPECT_EQ(runCommand({"frobnicate"}).exit_code, 2);
  EXPECT_EQ(runCommand({}).exit_code, 2);
  EXPECT_EQ(runCommand({"--help"}).exit_code, 0);
  EXPECT_EQ(runCommand({"check", "--config", "/nowhere/bailey.json"}).exit_code, 1);
}

TEST(Serve, SaysWhichPortIsTaken) {
  BridgeProcess first;
  first.addIntegration("probe", probeIntegration());
  first.start();
  BridgeProcess second;
  second.addIntegration("probe", probeIntegration());
  second.settings["listen"]["port"] = first.port();
  EXPECT_THROW(second.start(), std::runtime_error);
  EXPECT_NE(
      second.log().find("bailey: cannot listen on 127.0.0.1 port " + std::to_string(first.port())),
      std::string::npos)
      << second.log();
}

}  // namespace
}  // namespace bailey::integration
