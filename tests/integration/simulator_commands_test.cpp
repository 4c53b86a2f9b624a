// The commands of `bailey talkdesk`, against a bridge over real TLS: what they say, keep and send.
#include "integration/talkdesk_runner.h"

#include <stdlib.h>

#include <memory>
#include <utility>

namespace bailey::simulator {
namespace {

using fakes::FakeBridge;
using fakes::Fault;
using nlohmann::json;

class TourCommand : public TalkdeskCommand {
protected:
  std::vector<std::string> tourArguments(const FakeBridge& bridge) {
    return {"tour",
            "--url",
            bridge.url(),
            "--ca",
            certificates_.ca.string(),
            "--action",
            "create_ticket",
            "--input",
            "subject=A=B",
            "--input",
            "description=d"};
  }

  ~TourCommand() override { unsetenv("BAILEY_AUTH"); }
};

TEST_F(TourCommand, TakesAuthFromTheEnvironment) {
  const FakeBridge bridge(certificates_, Fault::None);
  setenv("BAILEY_AUTH", FakeBridge::auth().dump().c_str(), 1);
  const TalkdeskResult result = talkdesk(tourArguments(bridge));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("12 of 12 steps held"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find('\r'), std::string::npos);
  EXPECT_EQ(result.out.find(FakeBridge::kPathSecret), std::string::npos);
}

TEST_F(TourCommand, TakesAuthFromAFileAndPrintsOneJsonObject) {
  const FakeBridge bridge(certificates_, Fault::ActionStatus200);
  std::vector<std::string> arguments = tourArguments(bridge);
  arguments.insert(arguments.end(),
                   {"--auth", "@" + write("auth.json", FakeBridge::auth()), "--json"});
  const TalkdeskResult result = talkdesk(arguments);
  EXPECT_EQ(result.code, 1) << result.err;
  const json report = result.json();
  EXPECT_EQ(report["held"], false);
  EXPECT_EQ(report["steps"].size(), 12U);
  EXPECT_EQ(report["steps"][8]["violations"][0]["section"], "5");
}

TEST_F(TalkdeskCommand, NamesWhatIsWrongWithItsArguments) {
  const std::string document =
      write("bad.json", {{"name", "x"}, {"contact_synchronization_endpoint", ""}});
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"walk"}, "there is no such command"},
      {{"tour"}, "--url or --document is needed"},
      {{"tour", "--url", "https://localhost/x", "--document", document}, "exclude each other"},
      {{"tour", "--document", document}, "bad.json: /contact_synchronization_endpoint must be"},
      {{"tour", "--document", "/nowhere"}, "cannot read /nowhere"},
      {{"tour", "--url", "http://localhost/x"}, "must start with https://"},
      {{"tour", "--url", "https://u:p@localhost/x"}, "must not hold a user name"},
      {{"tour", "--url", "https://localhost/x", "--auth", "[1]"},
       "--auth must hold one JSON object"},
      {{"tour", "--url", "https://localhost/x", "--auth", "@/nowhere"}, "cannot read /nowhere"},
      {{"tour", "--url", "https://localhost/x", "--ca", "/nowhere"}, "CA certificates"},
      {{"tour", "--url", "https://localhost/x", "--input", "novalue"}, "--input must be KEY=VALUE"},
      {{"tour", "--url", "https://localhost/x", "--deadline", "0"}, "--deadline must be"},
      {{"tour", "--ulr", "x"}, "ulr"},
      {{"tour", "extra"}, "unexpected argument"},
      {{"sync", "--url", "https://localhost/x", "--store", "never"}, "--store must be run or"},
      {{"sync", "--url", "https://localhost/x", "--pages", "2", "--thorough"}, "needs all pages"},
      {{"interactions", "--url", "https://localhost/x"}, "--contact-id, --email, --phone or"},
      {{"action", "--url", "https://localhost/x"}, "NAME is missing"},
      {{"oauth", "tour", "--url", "https://localhost/x", "--token-url", "x", "--client-id", "c"},
       "OPERATION must be"},
      {{"oauth",
        "sync",
        "--url",
        "https://localhost/x",
        "--token-url",
        "x",
        "--client-id",
        "c",
        "--client-secret",
        "plain"},
       "--client-secret must be @FILE"},
      {{"soak", "--url", "https://localhost/x", "--accounts", document}, "not a list of auth"}};
  for (const auto& [arguments, message] : cases) {
    const TalkdeskResult result = talkdesk(arguments);
    EXPECT_EQ(result.code, 2) << message;
    EXPECT_NE(result.err.find(message), std::string::npos) << message << " / " << result.err;
  }
}

TEST_F(TalkdeskCommand, DoesNotRepeatTheValueOfAnOptionThatDoesNotExist) {
  const TalkdeskResult result = talkdesk({"tour", "--tokn=hush"});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("tokn"), std::string::npos) << result.err;
  EXPECT_EQ(result.err.find("hush"), std::string::npos) << result.err;
}

TEST_F(TalkdeskCommand, ExplainsItselfAndEachOfItsCommands) {
  const TalkdeskResult list = talkdesk({"--help"});
  EXPECT_EQ(list.code, 0);
  for (const char* name :
       {"tour", "activate", "sync", "agents", "interactions", "action", "oauth", "soak"}) {
    EXPECT_NE(list.out.find(std::string("  ") + name + " "), std::string::npos) << list.out;
    const TalkdeskResult help = talkdesk({name, "--help"});
    EXPECT_EQ(help.code, 0) << name;
    for (const char* option : {"--url", "--document", "--auth", "--ca", "--deadline", "--json"}) {
      EXPECT_NE(help.out.find(option), std::string::npos) << name << " " << option;
    }
  }
}

// --- state ---------------------------------------------------------------------------------------

class StateCommand : public TalkdeskCommand {
protected:
  TalkdeskResult run(const FakeBridge& bridge,
                     const std::string& command,
                     std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--state", stateFile().string(), "--json"});
    return talkdesk(argumentsFor(command, bridge, more));
  }

  [[nodiscard]] std::filesystem::path stateFile() const { return folder_.path() / "state.json"; }

  [[nodiscard]] json state() const { return json::parse(std::ifstream(stateFile())); }
};

TEST_F(StateCommand, SendsBackWhatActivationAskedToStore) {
  const FakeBridge bridge(certificates_, Fault::None);
  const TalkdeskResult activated = run(bridge, "activate");
  ASSERT_EQ(activated.code, 0) << activated.out << activated.err;
  EXPECT_EQ(activated.json()["stored_fields"], json({"org_id"}));
  EXPECT_EQ(bridge.callsWithStoredField(), 0U);
  EXPECT_EQ(run(bridge, "agents").code, 0);
  EXPECT_EQ(bridge.callsWithStoredField(), 3U);  // One for each page.
}

TEST_F(StateCommand, IsForItsOwnerAlone) {
  const FakeBridge bridge(certificates_, Fault::None);
  ASSERT_EQ(run(bridge, "activate").code, 0);
  EXPECT_EQ(std::filesystem::status(stateFile()).permissions(), std::filesystem::perms(0600));
}

TEST_F(StateCommand, GoesOnFromTheStoredCheckpoint) {
  const FakeBridge bridge(certificates_, Fault::None);
  const json first = run(bridge, "sync").json();
  EXPECT_EQ(first["steps"][0]["step"], "contacts, all");
  EXPECT_EQ(first["counters"]["new"], FakeBridge::kContacts);
  const json second = run(bridge, "sync").json();
  EXPECT_EQ(second["steps"][0]["step"], "contacts, changed");
  EXPECT_EQ(second["counters"]["contacts"], 1);
  EXPECT_EQ(second["counters"]["unchanged"], 1);
  EXPECT_EQ(bridge.requests().back()["meta"]["synchronization_checkpoint"],
            state()["synchronization_checkpoint"]);
  const json full = run(bridge, "sync", {"--full"}).json();
  EXPECT_EQ(full["counters"]["contacts"], FakeBridge::kContacts);
  EXPECT_EQ(full["counters"]["unchanged"], FakeBridge::kContacts);
  EXPECT_EQ(full["counters"]["missing"], 0);
}

TEST_F(StateCommand, KeepsNoCheckpointOfARunThatDidNotEnd) {
  const FakeBridge bridge(certificates_, Fault::None);
  const json part = run(bridge, "sync", {"--pages", "2"}).json();
  EXPECT_EQ(part["whole_run"], false);
  EXPECT_EQ(part["counters"]["contacts"], 20);
  EXPECT_FALSE(std::filesystem::exists(stateFile()));
}

TEST_F(StateCommand, KeepsEachPagesCheckpointWhenAsked) {
  const FakeBridge bridge(certificates_, Fault::None);
  run(bridge, "sync", {"--pages", "1", "--store", "each-page"});
  EXPECT_EQ(state()["synchronization_checkpoint"], "2024-03-05 08:20:12 UTC");
  const json rest = run(bridge, "sync", {"--store", "each-page"}).json();
  // Contacts 8 and 9 share a second with what came after them.
  EXPECT_EQ(rest["counters"]["new"], 15);
  EXPECT_EQ(rest["counters"]["unchanged"], 2);
}

TEST_F(StateCommand, DoesNotMoveOnAfterABrokenRun) {
  const FakeBridge bridge(certificates_, Fault::FailureAs200);
  EXPECT_EQ(run(bridge, "sync").code, 1);
  EXPECT_FALSE(std::filesystem::exists(stateFile()));
}

TEST_F(StateCommand, NamesTheMemberOfAStateThatIsWrong) {
  const FakeBridge bridge(certificates_, Fault::None);
  std::ofstream(stateFile()) << R"({"contacts": {"c-1": 5}})";
  const TalkdeskResult result = run(bridge, "sync");
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("state.json: /contacts must be an object of texts"), std::string::npos)
      << result.err;
}

// --- thorough ------------------------------------------------------------------------------------

struct LosingFault {
  const char* name;
  Fault fault;
  const char* step;
  const char* found;
};

class ThoroughSync : public TalkdeskCommand, public testing::WithParamInterface<LosingFault> {};

TEST_F(TalkdeskCommand, ThoroughlyFindsNothingWrongWithARightBridge) {
  const FakeBridge bridge(certificates_, Fault::None);
  const TalkdeskResult result = talkdesk(argumentsFor("sync", bridge, {"--thorough", "--json"}));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  const json steps = result.json()["steps"];
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[1]["outcome"], "held");
  EXPECT_EQ(steps[2]["outcome"], "held");
}

TEST_P(ThoroughSync, FindsWhatASingleRunCannot) {
  const LosingFault& planted = GetParam();
  const FakeBridge bridge(certificates_, planted.fault);
  EXPECT_EQ(talkdesk(argumentsFor("sync", bridge)).code, 0) << "each page by itself is right";
  const TalkdeskResult result = talkdesk(argumentsFor("sync", bridge, {"--thorough", "--json"}));
  EXPECT_EQ(result.code, 1) << result.err;
  const json report = result.json();
  for (const json& step : report["steps"]) {
    if (step["step"] != planted.step) {
      EXPECT_EQ(step["outcome"], "held") << step.dump(2);
      continue;
    }
    ASSERT_EQ(step["violations"].size(), 1U) << step.dump(2);
    EXPECT_EQ(step["violations"][0]["section"], "3.2");
    EXPECT_NE(step["violations"][0]["found"].get<std::string>().find(planted.found),
              std::string::npos)
        << step.dump(2);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Planted,
    ThoroughSync,
    testing::Values(LosingFault{"LosesSameSecond",
                                Fault::LosesSameSecond,
                                "contacts, restarted",
                                "page 1: 2 contacts are lost, the first has the id c-10"},
                    LosingFault{"CheckpointIsNow",
                                Fault::CheckpointIsNow,
                                "contacts, restarted",
                                "page 1: 15 contacts are lost"},
                    LosingFault{"EmptyForStrangers",
                                Fault::EmptyForStrangers,
                                "contacts, wrong value",
                                "status is 200"}),
    [](const testing::TestParamInfo<LosingFault>& tested) { return tested.param.name; });

// --- one operation -------------------------------------------------------------------------------

TEST_F(TalkdeskCommand, ShowsAContactsInteractions) {
  const FakeBridge bridge(certificates_, Fault::None);
  const TalkdeskResult text =
      talkdesk(argumentsFor("interactions", bridge, {"--email", "c2@example.test"}));
  EXPECT_EQ(text.code, 0) << text.out << text.err;
  EXPECT_NE(text.out.find("About c-2"), std::string::npos) << text.out;
  const TalkdeskResult result = talkdesk(
      argumentsFor("interactions", bridge, {"--contact-id", "c-2", "--type", "ticket", "--json"}));
  EXPECT_EQ(result.json()["interactions"][0]["id"], "t-1");
  EXPECT_EQ(bridge.requests().back()["meta"]["interaction_types"], json({"ticket"}));
  EXPECT_EQ(bridge.requests().back()["data"], json({{"contact_external_id", "c-2"}}));
}

TEST_F(TalkdeskCommand, ListsAgents) {
  const FakeBridge bridge(certificates_, Fault::None);
  const TalkdeskResult result = talkdesk(argumentsFor("agents", bridge, {"--json"}));
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.json()["agents"].size(), FakeBridge::kAgents);
  EXPECT_EQ(bridge.requests().front()["meta"]["offset"], json());
}

TEST_F(TalkdeskCommand, RunsAnAction) {
  const FakeBridge bridge(certificates_, Fault::None);
  const TalkdeskResult result = talkdesk(argumentsFor(
      "action",
      bridge,
      {"create_ticket", "--input", "subject=A=B", "--contact-id", "c-1", "--agent-id", "u-1"}));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("Ticket created"), std::string::npos) << result.out;
  EXPECT_EQ(bridge.requests().back()["data"], json({{"subject", "A=B"}}));
  EXPECT_EQ(bridge.requests().back()["meta"],
            json({{"contact_external_id", "c-1"}, {"agent_external_id", "u-1"}}));
}

TEST_F(TalkdeskCommand, ShowsWhyAnActionWasRefused) {
  const FakeBridge bridge(certificates_, Fault::ActionRefuses);
  const TalkdeskResult result =
      talkdesk(argumentsFor("action", bridge, {"create_ticket", "--input", "subject=A"}));
  EXPECT_EQ(result.code, 1);
  EXPECT_NE(result.out.find("the mailbox is closed"), std::string::npos) << result.out;
}

// --- documents -----------------------------------------------------------------------------------

class DocumentCommand : public TalkdeskCommand {
protected:
  std::vector<std::string> with(const json& document, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {more.front(),
                                          "--document",
                                          write("north.json", document),
                                          "--ca",
                                          certificates_.ca.string()};
    arguments.insert(arguments.end(), more.begin() + 1, more.end());
    return arguments;
  }
};

TEST_F(DocumentCommand, CallsEachEndpointWhereItsDocumentSays) {
  const FakeBridge one(certificates_, Fault::None);
  const FakeBridge other(certificates_, Fault::None);
  const json document = {
      {"name", "north"},
      {"authentication_type", "custom"},
      {"authentication_configuration",
       {{{"field_name", "token"}, {"mandatory", true}, {"type", "input"}, {"store", true}},
        {{"account", {{"mandatory", true}, {"source", "input"}, {"store", false}}}}}},
      {"auth_validation_endpoint", one.url() + "/auth_validation"},
      {"contact_synchronization_url", other.url("127.0.0.1") + "/contact_sync"},
      {"agent_synchronization_endpoint", nullptr}};
  const std::string auth = "@" + write("auth.json", FakeBridge::auth());
  const TalkdeskResult tour = talkdesk(with(document, {"tour", "--auth", auth, "--json"}));
  EXPECT_EQ(tour.code, 0) << tour.out << tour.err;
  EXPECT_EQ(one.requests().size(), 2U);    // Right and wrong credentials.
  EXPECT_EQ(other.requests().size(), 4U);  // Three pages, and what changed.
  // "store": false reaches auth validation only.
  EXPECT_TRUE(one.requests().front()["auth"].contains("account"));
  EXPECT_FALSE(other.requests().front()["auth"].contains("account"));
  const TalkdeskResult agents = talkdesk(with(document, {"agents", "--auth", auth}));
  EXPECT_EQ(agents.code, 1);
  EXPECT_NE(agents.out.find("not offered: the document has no agent_synchronization_endpoint"),
            std::string::npos)
      << agents.out;
  const TalkdeskResult bare = talkdesk(with(document, {"tour", "--auth", R"({"token": "x"})"}));
  EXPECT_EQ(bare.code, 2);
  EXPECT_NE(bare.err.find("auth has no account"), std::string::npos) << bare.err;
}

TEST_F(DocumentCommand, GoesOnWithTheHostsThatCanBeReached) {
  auto gone = std::make_unique<FakeBridge>(certificates_, Fault::None);
  const FakeBridge there(certificates_, Fault::None);
  const json document = {{"name", "north"},
                         {"auth_validation_endpoint", gone->url() + "/auth_validation"},
                         {"agent_synchronization_endpoint", there.url() + "/agent_sync"}};
  gone.reset();
  const std::string auth = "@" + write("auth.json", FakeBridge::auth());
  const TalkdeskResult tour = talkdesk(with(document, {"tour", "--auth", auth, "--json"}));
  EXPECT_EQ(tour.code, 1);
  const json steps = tour.json()["steps"];
  EXPECT_EQ(steps[0]["violations"][0]["section"], "1.1");
  EXPECT_EQ(steps[4]["step"], "agents");
  EXPECT_EQ(steps[4]["outcome"], "held") << tour.out;
}

TEST_F(DocumentCommand, RunsAnActionByItsDocument) {
  const FakeBridge bridge(certificates_, Fault::None);
  const json integration = {{"name", "north"}};
  const std::string action =
      write("action.json",
            {{"provider", "north"},
             {"name", "new_ticket"},
             {"endpoint", bridge.url() + "/actions/create_ticket"},
             {"inputs", {{{"key", "subject"}, {"name", "Subject"}, {"mandatory", true}}}}});
  const std::string auth = "@" + write("auth.json", FakeBridge::auth());
  const std::vector<std::string> call = {
      "action", "new_ticket", "--action-document", action, "--auth", auth};
  const TalkdeskResult missing = talkdesk(with(integration, call));
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find("--input subject=VALUE is missing"), std::string::npos) << missing.err;
  std::vector<std::string> whole = call;
  whole.insert(whole.end(), {"--input", "subject=Hello"});
  const TalkdeskResult result = talkdesk(with(integration, whole));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(bridge.actionsRun(), 1U);
  const TalkdeskResult other = talkdesk(with({{"name", "south"}}, whole));
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("/provider must be the integration's name"), std::string::npos);
}

// --- a day ---------------------------------------------------------------------------------------

TEST_F(TalkdeskCommand, SoaksARightBridgeWithoutAFailure) {
  const FakeBridge bridge(certificates_, Fault::None);
  const std::string accounts = write("accounts.json", {FakeBridge::auth(), FakeBridge::auth()});
  const TalkdeskResult result = talkdesk(argumentsFor("soak",
                                                      bridge,
                                                      {"--accounts",
                                                       accounts,
                                                       "--duration",
                                                       "1",
                                                       "--rate",
                                                       "40",
                                                       "--connections",
                                                       "4",
                                                       "--action",
                                                       "create_ticket",
                                                       "--input",
                                                       "subject=A",
                                                       "--json"}));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  const json report = result.json();
  EXPECT_EQ(report["activities"].size(), 5U);
  for (const json& activity : report["activities"]) {
    EXPECT_EQ(activity["failures"], json::object()) << activity.dump();
    EXPECT_GE(activity["calls"], activity["arrivals"]) << activity.dump();
  }
  EXPECT_EQ(report["activities"][0]["calls"], 2);
  EXPECT_GE(report["activities"][1]["p99_ms"], report["activities"][1]["p50_ms"]);
}

TEST_F(TalkdeskCommand, SoakCountsTheTimeThatACallHadToWait) {
  const FakeBridge bridge(certificates_, Fault::Hangs);
  // The only connection is held by the agents until the deadline; contacts were due at that moment.
  const TalkdeskResult result = talkdesk(argumentsFor(
      "soak",
      bridge,
      {"--duration", "1", "--rate", "5", "--connections", "1", "--deadline", "1", "--json"}));
  EXPECT_EQ(result.code, 1) << result.err;
  const json activities = result.json()["activities"];
  EXPECT_EQ(activities[2]["failures"], json({{"late", 1}}));
  EXPECT_GE(activities[1]["max_ms"], 1000.0) << activities.dump(2);
}

TEST_F(TalkdeskCommand, SoakCountsFailuresAndNamesRules) {
  const FakeBridge bridge(certificates_, Fault::RefusesRightCredential);
  const TalkdeskResult result =
      talkdesk(argumentsFor("soak", bridge, {"--duration", "1", "--rate", "10", "--json"}));
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_EQ(result.json()["activities"][0]["failures"], json({{"status 401", 1}}));
  EXPECT_EQ(result.json()["violations"][0]["section"], "2");
}

}  // namespace
}  // namespace bailey::simulator
