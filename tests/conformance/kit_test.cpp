// The kit as a whole: plugins that conform, and plugins that take their process with them.
#include "conformance/checks.h"
#include "conformance/kit_run.h"
#include "core/sanitizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sqlite3.h>
#include <sstream>
#include <stdexcept>
#include <string>

namespace bailey::conformance {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path kConfig = fs::path(BAILEY_TEST_REPOSITORY) / "config";

std::string contentOf(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The demo CRM, as config/demo has it, with a token for the tests.
void makeDemoDatabase(const fs::path& file) {
  sqlite3* database = nullptr;
  bool good = sqlite3_open(file.c_str(), &database) == SQLITE_OK;
  for (const std::string& sql :
       {std::string("PRAGMA synchronous = OFF"),
        contentOf(kConfig / "demo" / "schema.sql"),
        contentOf(kConfig / "demo" / "sample_data.sql"),
        // printf %s k-1f2e3d | sha256sum
        std::string("INSERT INTO api_tokens (account_id, label, digest) VALUES (1, 'tests', "
                    "'d301d80ca7878f87aa2ee9a7ce38c23bea20b50bba8a6918c8084e557cf1924d')")}) {
    good = good && sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  sqlite3_close_v2(database);
  if (!good) {
    throw std::runtime_error("the demo database cannot be made");
  }
}

void expectConforming(const Report& report) {
  EXPECT_EQ(report.count(Verdict::Failed), 0U) << toText(report);
  EXPECT_EQ(report.results.size(), allChecks().size());
}

TEST(Kit, PassesTheSoundCrmInEveryCheck) {
  const fakes::TempFolder folder;
  const Report report = faultyCrm("none").run(folder.path());
  expectConforming(report);
  // It serves everything, so that nothing but what the host does is left to skip.
  EXPECT_EQ(outcomeOf(report, "load.not_offered").verdict, Verdict::Skipped);
  EXPECT_LE(report.count(Verdict::Skipped), 2U) << toText(report);
}

TEST(Kit, PassesTheSqlPlugin) {
  const fakes::TempFolder folder;
  makeDemoDatabase(folder.path() / "demo.db");
  KitRun run;
  run.plugin = fs::path(BAILEY_PLUGINS) / "sql.so";
  run.integration = json::parse(contentOf(kConfig / "integrations.d" / "demo.json"));
  run.integration["callers"] = "none: anyone who can reach this port may use this integration";
  run.integration["settings"]["database"] = "demo.db";
  run.auth = json{{"account", "demo"}, {"token", "k-1f2e3d"}};
  run.calls = 2'000;
  expectConforming(run.run(folder.path()));
}

TEST(Kit, PassesThePluginInPlainC) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("none", "plain_c");
  run.integration.erase("secrets");
  run.integration["settings"] = {{"token", kToken}};
  run.integration["talkdesk"]["actions"][0]["name"] = "say_hello";
  run.integration["talkdesk"]["actions"][0]["inputs"][0]["key"] = "name";
  expectConforming(run.run(folder.path()));
}

TEST(Kit, SkipsWhatNeedsCredentialsThatNobodyGave) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("none");
  run.auth.reset();
  run.calls = 1'000;
  const Report report = run.run(folder.path());
  EXPECT_EQ(report.count(Verdict::Failed), 0U) << toText(report);
  EXPECT_EQ(outcomeOf(report, "create.accepts").verdict, Verdict::Passed);
  EXPECT_EQ(outcomeOf(report, "secrets.complaints").verdict, Verdict::Passed);
  for (const char* id : {"load.offered",
                         "answers.auth_good",
                         "answers.auth_wrong",
                         "answers.contacts_unique",
                         "answers.actions_hostile",
                         "errors.message",
                         "deadline.passed",
                         "threads.two_instances",
                         "secrets.logs"}) {
    const Outcome outcome = outcomeOf(report, id);
    EXPECT_TRUE(outcome.wants_auth) << id << ": " << outcome.seen;
    EXPECT_TRUE(outcome.seen.starts_with("needs --auth: ")) << id << ": " << outcome.seen;
  }
  EXPECT_FALSE(report.conforms());
}

TEST(Kit, NeedsNoCredentialsForAnIntegrationWithout) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("accepts_no_credentials");
  run.auth.reset();
  run.integration["talkdesk"]["authentication_type"] = "none";
  run.integration["talkdesk"].erase("authentication_configuration");
  run.calls = 1'000;
  const Report report = run.run(folder.path());
  EXPECT_TRUE(report.conforms()) << toText(report);
  EXPECT_EQ(outcomeOf(report, "answers.contacts_restart").verdict, Verdict::Passed);
}

TEST(Kit, LetsTheOperatorNameMembersOfFreeSettings) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("ignores_unknown_limits");
  run.checks = "^create.unknown_settings$";
  run.free_settings = {"/limits"};
  EXPECT_EQ(outcomeOf(run.run(folder.path()), "create.unknown_settings").seen,
            "unknown members refused in 1 object");
  run.free_settings = {"/*"};
  EXPECT_EQ(outcomeOf(run.run(folder.path()), "create.unknown_settings").verdict, Verdict::Passed);
  run.free_settings = {"/limits/*"};
  EXPECT_EQ(outcomeOf(run.run(folder.path()), "create.unknown_settings").verdict, Verdict::Failed);
}

TEST(Kit, NamesTheMistakesThatAreAccepted) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("none");
  run.checks = "^create.refuses$";
  const Report report = run.run(folder.path());
  const auto& notes = outcomeOf(report, "create.refuses").notes;
  const std::string note =
      "accepted: settings with /limits/notes removed, made null, made of another kind";
  EXPECT_NE(std::find(notes.begin(), notes.end(), note), notes.end()) << toText(report);
  EXPECT_NE(toText(report).find("            " + note + "\n"), std::string::npos);
  EXPECT_EQ(toText(report).find("/token removed"), std::string::npos) << "that one is refused";
}

TEST(Kit, TellsWhatActionsLeftBehind) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("none");
  run.checks = "^answers.actions_mandatory$|^answers.actions_choices$";
  const Report report = run.run(folder.path());
  // Once for the mandatory inputs, then the usual run and three colours.
  ASSERT_EQ(report.written.size(), 5U) << toText(report);
  EXPECT_EQ(report.written.back().action, "add_note");
  EXPECT_EQ(report.written.back().id, "n-5");
  EXPECT_NE(toText(report).find("--actions left 5 records behind in the CRM:\n"
                                "  add_note: n-1, n-2, n-3, n-4, n-5\n"),
            std::string::npos)
      << toText(report);
}

TEST(Kit, ComparesNoInteractionsByWhatContactsShare) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("share_an_address");
  run.checks = "^answers.interactions_same$";
  EXPECT_EQ(outcomeOf(run.run(folder.path()), "answers.interactions_same").seen,
            "by phone 5 contacts, with 5 interactions, as by id");
}

TEST(Kit, GoesOnBehindAPluginThatEndsTheProcess) {
  // A sanitizer catches the signal and exits.
  for (const auto& [fault, seen] : {std::pair{"crashes", core::kSanitized ? "exit(" : "SIGSEGV"},
                                    std::pair{"exits", "exit(3)"}}) {
    const fakes::TempFolder folder;
    KitRun run = faultyCrm(fault);
    run.checks = "^answers.auth_good|^answers.interactions_unknown|^secrets.logs";
    const Report report = run.run(folder.path());
    const Outcome ended = outcomeOf(report, "answers.auth_good");
    EXPECT_EQ(ended.verdict, Verdict::Failed);
    EXPECT_NE(ended.seen.find(seen), std::string::npos) << ended.seen;
    EXPECT_EQ(outcomeOf(report, "answers.interactions_unknown").verdict, Verdict::Passed)
        << toText(report);
    EXPECT_NE(outcomeOf(report, "secrets.logs").place.find("auth_validation"), std::string::npos)
        << toText(report);
  }
}

TEST(Kit, KillsAPluginThatHangs) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm("hangs");
  run.checks = "^answers.auth_good$";
  run.time_limit = std::chrono::seconds(1);
  const Outcome outcome = outcomeOf(run.run(folder.path()), "answers.auth_good");
  EXPECT_EQ(outcome.verdict, Verdict::Failed);
  EXPECT_NE(outcome.seen.find("did not come back within 1000 ms"), std::string::npos);
}

TEST(Kit, SkipsWhatStandsOnACheckThatFailed) {
  const fakes::TempFolder folder;
  const Report report = faultyCrm("refuses_good_settings").run(folder.path());
  EXPECT_EQ(report.count(Verdict::Failed), 1U) << toText(report);
  EXPECT_EQ(outcomeOf(report, "answers.auth_good").seen, "create.accepts has not passed");
}

}  // namespace
}  // namespace bailey::conformance
