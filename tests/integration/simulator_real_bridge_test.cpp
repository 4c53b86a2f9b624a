// The simulator against the real `bailey serve` with the real plugin `sql` and the demo CRM: two
// programs that share no code must agree on the contract.
#include "integration/bridge_process.h"
#include "integration/talkdesk_at_bridge.h"

#include <csignal>
#include <sqlite3.h>
#include <stdexcept>
#include <utility>

namespace bailey::simulator {
namespace {

using integration::BridgeProcess;
using nlohmann::json;

const std::filesystem::path kConfig =
    std::filesystem::path(BAILEY_TEST_SOURCE_DIR).parent_path() / "config";

constexpr const char* kToken = "k-1f2e3d";

std::string contentOf(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// The demo CRM, where kToken is valid.
void makeDemoDatabase(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  // printf %s k-1f2e3d | sha256sum
  const std::string all = "PRAGMA synchronous = OFF;" + contentOf(kConfig / "demo" / "schema.sql") +
                          contentOf(kConfig / "demo" / "sample_data.sql") +
                          "INSERT INTO api_tokens (account_id, label, digest) VALUES (1, 'tests', "
                          "'d301d80ca7878f87aa2ee9a7ce38c23bea20b50bba8a6918c8084e557cf1924d')";
  const bool made = sqlite3_exec(database, all.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  const std::string error = sqlite3_errmsg(database);
  sqlite3_close(database);
  if (!made) {
    throw std::runtime_error(error);
  }
}

class RealBridge : public testing::Test {
protected:
  RealBridge() {
    makeDemoDatabase(bridge_.folder() / "demo.db");
    json integration = json::parse(contentOf(kConfig / "integrations.d" / "demo.json"));
    integration.erase("callers");
    integration["settings"]["database"] = (bridge_.folder() / "demo.db").string();
    bridge_.addIntegration("demo", integration);
    bridge_.settings["plugins_folder"] = BAILEY_PLUGINS;
    bridge_.start();
    talkdesk_.useAuth({{"account", "demo"}, {"token", kToken}});
  }

  ~RealBridge() override { bridge_.stop(SIGTERM); }

  [[nodiscard]] TalkdeskResult run(std::vector<std::string> command) const {
    return talkdesk_.run(std::move(command));
  }

  BridgeProcess bridge_;
  TalkdeskAtBridge talkdesk_{bridge_, "demo"};
};

TEST_F(RealBridge, HoldsTheWholeTour) {
  const TalkdeskResult result =
      run({"tour", "--action", "create_ticket", "--input", "subject=Tour"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  const json report = result.json();
  for (const json& step : report["steps"]) {
    EXPECT_EQ(step["outcome"], "held") << step.dump(2);
  }
}

TEST_F(RealBridge, LosesNoContactFromAnyPagesCheckpoint) {
  const TalkdeskResult result = run({"sync", "--thorough"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(result.json()["counters"]["contacts"], 1500);
}

TEST_F(RealBridge, BringsOnlyWhatChangedSinceTheStoredCheckpoint) {
  const std::string state = (bridge_.folder() / "state.json").string();
  ASSERT_EQ(run({"activate", "--state", state}).code, 0);
  ASSERT_EQ(run({"sync", "--state", state}).code, 0);
  const TalkdeskResult created =
      run({"action", "create_contact", "--input", "name=Zoe New", "--input", "phone=+3512100"});
  ASSERT_EQ(created.code, 0) << created.out << created.err;
  const TalkdeskResult changed = run({"sync", "--state", state});
  EXPECT_EQ(changed.code, 0) << changed.out << changed.err;
  EXPECT_EQ(changed.json()["counters"]["new"], 1);
  EXPECT_EQ(changed.json()["counters"]["updated"], 0);
}

TEST_F(RealBridge, ShowsWhyItRefusesAnAction) {
  const TalkdeskResult result =
      run({"action", "add_note", "--input", "text=x", "--contact-id", "no-such-contact"});
  EXPECT_EQ(result.code, 1);
  const json violations = result.json()["steps"][0]["violations"];
  ASSERT_EQ(violations.size(), 1U) << result.out;
  EXPECT_NE(violations[0]["answer"].get<std::string>().find("needs a contact of this CRM"),
            std::string::npos)
      << result.out;
}

TEST_F(RealBridge, EnduresADayInTwoSeconds) {
  const TalkdeskResult result = run({"soak",
                                     "--duration",
                                     "2",
                                     "--rate",
                                     "30",
                                     "--action",
                                     "create_ticket",
                                     "--input",
                                     "subject=Soak"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
}

}  // namespace
}  // namespace bailey::simulator
