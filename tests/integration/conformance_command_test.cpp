// `bailey test` as an author of plugins calls it.
#include "fakes/temp_folder.h"
#include "integration/bridge_process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kPlugin = BAILEY_TEST_PLUGINS "/plain_c.so";

class TestCommand : public testing::Test {
protected:
  TestCommand() {
    integration = {{"plugin", "plain_c"},
                   {"callers", "none: anyone who can reach this port may use this integration"},
                   {"talkdesk",
                    {{"authentication_type", "custom"},
                     {"authentication_configuration",
                      json::array({{{"field_name", "token"},
                                    {"display", "Token"},
                                    {"mandatory", true},
                                    {"type", "input"},
                                    {"store", true}}})}}},
                   {"settings", {{"token", "k-1f2e3d4c"}}}};
  }

  CommandResult test(const std::vector<std::string>& more) {
    std::ofstream(config()) << integration;
    std::vector<std::string> arguments = {"test", kPlugin, "--config", config().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCommand(arguments);
  }

  [[nodiscard]] fs::path config() const { return folder_.path() / "acme.json"; }

  [[nodiscard]] fs::path file(const std::string& name) const { return folder_.path() / name; }

  static std::string contentOf(const fs::path& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  json integration;

private:
  fakes::TempFolder folder_;
};

TEST_F(TestCommand, ReportsToPeopleAndMachines) {
  const CommandResult result = test({"--auth",
                                     R"({"token": "k-1f2e3d4c"})",
                                     "--checks",
                                     "^(load|create|answers)\\.",
                                     "--json",
                                     file("report.json").string(),
                                     "--junit",
                                     file("report.xml").string()});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find(" passed, 0 failed, "), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("k-1f2e3d4c"), std::string::npos);
  const json report = json::parse(contentOf(file("report.json")));
  EXPECT_EQ(report.at("failed"), 0);
  EXPECT_NE(contentOf(file("report.xml")).find("name=\"create\""), std::string::npos);
}

TEST_F(TestCommand, SaysWhatDoesNotConformAndEndsWithOne) {
  const CommandResult result =
      test({"--auth", R"({"token": "k-no-no-no"})", "--checks", "^answers.auth"});
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_NE(result.out.find("FAILED  answers.auth_good\n"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("  where:  good credentials\n"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("k-no-no-no"), std::string::npos);
}

TEST_F(TestCommand, SaysHowToGiveCredentialsAndPretendsNothingWithoutThem) {
  const CommandResult result = test({"--checks", "^(load|create|answers)\\."});
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_NE(result.out.find(" skipped for want of --auth, "), std::string::npos) << result.out;
  EXPECT_NE(result.out.find(R"(--auth '{"token": "..."}')"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find(" passed, 0 failed, "), std::string::npos) << result.out;
}

TEST_F(TestCommand, TellsWhatActionsMayHaveLeft) {
  integration["talkdesk"]["actions"] = json::array(
      {{{"name", "say_hello"},
        {"display", "greet"},
        {"description", "greet"},
        {"inputs",
         json::array(
             {{{"key", "name"}, {"name", "Name"}, {"mandatory", true}, {"type", "text"}}})}}});
  const CommandResult result = test({"--auth",
                                     R"({"token": "k-1f2e3d4c"})",
                                     "--actions",
                                     "--checks",
                                     "^answers.actions_mandatory$"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("--actions left up to 1 record behind in the CRM:\n"
                            "  say_hello: 1 without an id\n"),
            std::string::npos)
      << result.out;
}

TEST_F(TestCommand, ReadsCredentialsFromAFile) {
  std::ofstream(file("auth.json")) << R"({"token": "k-1f2e3d4c"})";
  const CommandResult result =
      test({"--auth", "@" + file("auth.json").string(), "--checks", "^answers.auth_good$"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("1 passed, 0 failed, 0 skipped\n"), std::string::npos) << result.out;
}

TEST_F(TestCommand, RefusesWrongCallsInOneLineWithoutCredentials) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> table = {
      {{"--auth", "k-1f2e3d4c"},
       "bailey test: --auth: must be a JSON object, the `auth` of a request\n"},
      {{"--checks", "("}, "bailey test: --checks: is no regular expression: "},
      {{"--checks", "nonsense"}, "bailey test: --checks: no check has such an id\n"},
      {{"--free-settings", "k-1f2e3d4c"},
       "bailey test: --free-settings: must be a JSON pointer inside the settings: /fields\n"},
      {{"--calls", "0"}, "bailey test: --calls: must be a number from 1 to 100000000\n"},
      {{"--time-limit", "x"}, "bailey test: --time-limit: must be a number from 1 to 3600\n"}};
  for (const auto& [arguments, line] : table) {
    const CommandResult result = test(arguments);
    EXPECT_EQ(result.exit_code, 2) << line;
    EXPECT_EQ(result.err.substr(0, line.size()), line);
    EXPECT_EQ(result.err.find("k-1f2e3d4c"), std::string::npos);
  }
}

TEST_F(TestCommand, NamesThePlaceInTheIntegrationFile) {
  integration["plugin"] = "other";
  const CommandResult other = test({});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_EQ(other.err,
            "bailey: " + config().string() +
                ": /plugin: names \"other\", but the plugin to test is \"plain_c\"\n");
  integration["plugin"] = "plain_c";
  integration["talkdesk"]["authentication_type"] = "handshake";
  const CommandResult broken = test({});
  EXPECT_EQ(broken.exit_code, 2);
  EXPECT_NE(broken.err.find(": /talkdesk/authentication_type: "), std::string::npos) << broken.err;
}

}  // namespace
}  // namespace bailey::integration
