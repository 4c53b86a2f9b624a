// The simulator against bridges over real TLS: it must pass the one that is right, and name the
// rule that each wrong one breaks.
#include "fakes/fake_bridge.h"
#include "fakes/test_certificates.h"
#include "simulator/bridge_client.h"
#include "simulator/report.h"
#include "simulator/step_view.h"
#include "simulator/talkdesk_command.h"
#include "simulator/tour.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace bailey::simulator {
namespace {

using fakes::FakeBridge;
using fakes::Fault;

class Folder {
public:
  Folder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "bailey_simulator_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;

  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

class SimulatorTour : public testing::Test {
protected:
  TourOptions optionsFor(const FakeBridge& bridge) {
    TourOptions options;
    options.url = bridge.url();
    options.ca_file = certificates_.ca;
    options.auth = FakeBridge::auth();
    options.action = "create_ticket";
    options.inputs = {{"subject", "Tour"}, {"description", "made by a test"}};
    return options;
  }

  Report tourOf(const FakeBridge& bridge,
                std::chrono::milliseconds deadline = std::chrono::seconds(20)) {
    TourOptions options = optionsFor(bridge);
    options.call_deadline = deadline;
    SilentView silent;
    auto report = runTour(options, silent);
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
    return report.ok() ? report.value() : Report();
  }

  Folder folder_;
  fakes::TestCertificates certificates_ = fakes::makeTestCertificates(folder_.path());
};

const Step& stepNamed(const Report& report, const std::string& name) {
  const auto step = std::find_if(report.steps.begin(),
                                 report.steps.end(),
                                 [&name](const Step& one) { return one.name == name; });
  if (step == report.steps.end()) {
    throw std::out_of_range("no step " + name);
  }
  return *step;
}

TEST_F(SimulatorTour, HoldsEveryStepOfARightBridge) {
  const FakeBridge bridge(certificates_, Fault::None);
  const Report report = tourOf(bridge);
  EXPECT_TRUE(report.held()) << toJson(report).dump(2);
  EXPECT_EQ(report.steps.size(), 12U);
  EXPECT_EQ(stepNamed(report, "contacts, all").count, FakeBridge::kContacts);
  EXPECT_EQ(stepNamed(report, "contacts, all").pages, 3U);
  EXPECT_EQ(stepNamed(report, "contacts, changed").count, 0U);
  EXPECT_EQ(stepNamed(report, "agents").count, FakeBridge::kAgents);
  EXPECT_EQ(stepNamed(report, "interactions after the action").count, 2U);
  EXPECT_EQ(bridge.actionsRun(), 1U);
  for (const Step& step : report.steps) {
    EXPECT_EQ(step.outcome, Outcome::Held) << step.name;
  }
}

TEST_F(SimulatorTour, LeavesTheActionOutWhenNoneIsNamed) {
  const FakeBridge bridge(certificates_, Fault::None);
  TourOptions options = optionsFor(bridge);
  options.action.clear();
  SilentView silent;
  const auto report = runTour(options, silent);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report.value().held());
  EXPECT_EQ(stepNamed(report.value(), "action").outcome, Outcome::NotApplicable);
  EXPECT_EQ(bridge.actionsRun(), 0U);
}

TEST_F(SimulatorTour, CannotJudgeABridgeThatIsNotThere) {
  auto bridge = std::make_unique<FakeBridge>(certificates_, Fault::None);
  TourOptions options = optionsFor(*bridge);
  bridge.reset();
  SilentView silent;
  const auto report = runTour(options, silent);
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report.value().held());
  ASSERT_EQ(report.value().steps.front().violations.size(), 1U);
  EXPECT_EQ(report.value().steps.front().violations.front().section, "1.1");
  EXPECT_EQ(report.value().steps.back().outcome, Outcome::NotRun);
}

TEST_F(SimulatorTour, StopsWaitingAtTheDeadlineAndGoesOn) {
  const FakeBridge bridge(certificates_, Fault::Hangs);
  const Report report = tourOf(bridge, std::chrono::milliseconds(500));
  const Step& agents = stepNamed(report, "agents");
  ASSERT_EQ(agents.violations.size(), 1U);
  EXPECT_EQ(agents.violations.front().section, "8");
  EXPECT_EQ(stepNamed(report, "interactions by id").outcome, Outcome::Held);
}

TEST_F(SimulatorTour, RepeatsReadsOnANewConnectionButNoAction) {
  const FakeBridge bridge(certificates_, Fault::ClosesKeptConnections);
  const Report report = tourOf(bridge);
  // The action is sent on a connection that was used before, gets no answer, and stays undone.
  const Step& action = stepNamed(report, "action");
  ASSERT_EQ(action.violations.size(), 1U);
  EXPECT_EQ(action.violations.front().section, "1.1");
  EXPECT_EQ(bridge.actionsRun(), 0U);
  EXPECT_EQ(stepNamed(report, "contacts, all").outcome, Outcome::Held);
  EXPECT_EQ(stepNamed(report, "agents").outcome, Outcome::Held);
}

TEST_F(SimulatorTour, NeverShowsACredentialThatAnAnswerRepeats) {
  const FakeBridge bridge(certificates_, Fault::EchoesCredential);
  const Report report = tourOf(bridge);
  EXPECT_FALSE(report.held());
  std::string text = toJson(report).dump();
  for (const Step& step : report.steps) {
    text += rowFor(step, {});
  }
  EXPECT_NE(text.find("[hidden]"), std::string::npos) << text;
  EXPECT_EQ(text.find(FakeBridge::kToken), std::string::npos) << text;
  EXPECT_EQ(text.find(FakeBridge::kPathSecret), std::string::npos) << text;
}

// What each fault must be reported as.
struct PlantedFault {
  const char* name;
  Fault fault;
  const char* step;
  const char* section;
  const char* rule;  // A part of the rule's text.
};

class SimulatorFault : public SimulatorTour, public testing::WithParamInterface<PlantedFault> {};

TEST_P(SimulatorFault, IsReportedByItsRuleAndByNoOther) {
  const PlantedFault& planted = GetParam();
  const FakeBridge bridge(certificates_, planted.fault);
  const Report report = tourOf(bridge);
  EXPECT_FALSE(report.held());
  const Step& step = stepNamed(report, planted.step);
  ASSERT_EQ(step.outcome, Outcome::Broken) << toJson(report).dump(2);
  ASSERT_EQ(step.violations.size(), 1U) << toJson(report).dump(2);
  const Violation& violation = step.violations.front();
  EXPECT_EQ(violation.section, planted.section);
  EXPECT_NE(violation.rule.find(planted.rule), std::string::npos) << violation.rule;
}

constexpr const char* kAll = "contacts, all";
constexpr const char* kById = "interactions by id";

INSTANTIATE_TEST_SUITE_P(
    Planted,
    SimulatorFault,
    testing::Values(
        PlantedFault{"AcceptsWrongCredential",
                     Fault::AcceptsWrongCredential,
                     "auth validation, wrong value",
                     "2",
                     "401"},
        PlantedFault{
            "RefusesRightCredential", Fault::RefusesRightCredential, "auth validation", "2", "200"},
        PlantedFault{"StoresAnObject", Fault::StoresAnObject, "auth validation", "2", "boolean"},
        PlantedFault{"BodyIn204", Fault::BodyIn204, "auth validation", "1.1", "one whole"},
        PlantedFault{"TypeIn204", Fault::TypeIn204, "auth validation", "2", "neither body"},
        PlantedFault{
            "NullNextOffset", Fault::NullNextOffset, kAll, "3.3", "left out when finished"},
        PlantedFault{
            "NoCheckpoint", Fault::NoCheckpoint, kAll, "3.3", "synchronization_checkpoint"},
        PlantedFault{"RepeatedPage", Fault::RepeatedPage, kAll, "3.3", "unique"},
        PlantedFault{"SameNextOffset", Fault::SameNextOffset, kAll, "3.2", "leads on"},
        PlantedFault{"EndlessEmptyPages", Fault::EndlessEmptyPages, kAll, "3.2", "at most 10"},
        PlantedFault{"NumericContactId", Fault::NumericContactId, kAll, "3.3", "has an id"},
        PlantedFault{"ContactWithoutName", Fault::ContactWithoutName, kAll, "3.3", "has a name"},
        PlantedFault{"NullPhones", Fault::NullPhones, kAll, "3.3", "arrays of strings"},
        PlantedFault{"IgnoresCheckpoint",
                     Fault::IgnoresCheckpoint,
                     "contacts, changed",
                     "3.2",
                     "not everything"},
        PlantedFault{"FailureAs200", Fault::FailureAs200, kAll, "3.3", "contacts array"},
        PlantedFault{"TextAgentOffset", Fault::TextAgentOffset, "agents", "6", "an integer"},
        PlantedFault{"InteractionsInObject", Fault::InteractionsInObject, kById, "4", "an array"},
        PlantedFault{"UnknownStatus", Fault::UnknownStatus, kById, "4", "status"},
        PlantedFault{"IsoDate", Fault::IsoDate, kById, "4", "date has the form"},
        PlantedFault{"OtherTypes", Fault::OtherTypes, "interactions by e-mail", "4", "asked for"},
        PlantedFault{"IgnoresPhones", Fault::IgnoresPhones, "interactions by phone", "4", "phones"},
        PlantedFault{"ActionStatus200", Fault::ActionStatus200, "action", "5", "201"},
        PlantedFault{
            "ActionForgets", Fault::ActionForgets, "interactions after the action", "4", "created"},
        PlantedFault{"HtmlType", Fault::HtmlType, kAll, "1.1", "application/json"},
        PlantedFault{"NoJson", Fault::NoJson, "agents", "1.1", "are JSON"},
        PlantedFault{"UnknownPathIs200", Fault::UnknownPathIs200, "unknown path", "1.3", "404"},
        PlantedFault{"GetIs200", Fault::GetIs200, "GET", "1.3", "405"},
        PlantedFault{"No405Allow", Fault::No405Allow, "GET", "1.1", "Allow: POST"}),
    [](const testing::TestParamInfo<PlantedFault>& tested) { return tested.param.name; });

class BridgeClientTls : public SimulatorTour {
protected:
  core::Result<Answer, CallError> callAt(const std::string& url, const std::filesystem::path& ca) {
    auto parsed = parseBridgeUrl(url);
    auto client = BridgeClient::create(parsed.value(), {ca, std::chrono::seconds(10)});
    EXPECT_TRUE(client.ok());
    return client.value()->call({Effect::Reads, "/auth_validation", "{}"});
  }
};

TEST_F(BridgeClientTls, AnswersThroughNameAndAddress) {
  const FakeBridge bridge(certificates_, Fault::None);
  for (const char* host : {"localhost", "127.0.0.1"}) {
    const auto answer = callAt(bridge.url(host), certificates_.ca);
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer.value().status, 401);
    EXPECT_GT(answer.value().duration.count(), 0);
  }
}

TEST_F(BridgeClientTls, RefusesAnAuthorityItWasNotTold) {
  const FakeBridge bridge(certificates_, Fault::None);
  const Folder other;
  const auto answer = callAt(bridge.url(), fakes::makeTestCertificates(other.path()).ca);
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().fault, CallFault::Unreachable);
}

TEST_F(BridgeClientTls, RefusesACertificateForAnotherHostEvenOnLoopback) {
  const Folder other;
  const auto certificates =
      fakes::makeTestCertificates(other.path(), {{"DNS:bridge.example.test"}});
  const FakeBridge bridge(certificates, Fault::None);
  for (const char* host : {"localhost", "127.0.0.1"}) {
    const auto answer = callAt(bridge.url(host), certificates.ca);
    ASSERT_FALSE(answer.ok()) << host;
    EXPECT_EQ(answer.error().fault, CallFault::Unreachable);
  }
}

TEST_F(BridgeClientTls, RefusesAnExpiredCertificate) {
  const Folder other;
  fakes::ServerIdentity expired;
  expired.lifetime = std::chrono::hours(0);
  const auto certificates = fakes::makeTestCertificates(other.path(), expired);
  const FakeBridge bridge(certificates, Fault::None);
  EXPECT_FALSE(callAt(bridge.url(), certificates.ca).ok());
}

// --- the command ---------------------------------------------------------------------------------

struct CommandResult {
  int code;
  std::string out;
  std::string err;
};

CommandResult talkdesk(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = runTalkdeskCommand(arguments, out, err);
  return {code, out.str(), err.str()};
}

class TalkdeskCommand : public SimulatorTour {
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

  ~TalkdeskCommand() override { unsetenv("BAILEY_AUTH"); }
};

TEST_F(TalkdeskCommand, TakesAuthFromTheEnvironment) {
  const FakeBridge bridge(certificates_, Fault::None);
  setenv("BAILEY_AUTH", FakeBridge::auth().dump().c_str(), 1);
  const CommandResult result = talkdesk(tourArguments(bridge));
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_NE(result.out.find("12 of 12 steps held"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find('\r'), std::string::npos);
  EXPECT_EQ(result.out.find(FakeBridge::kPathSecret), std::string::npos);
}

TEST_F(TalkdeskCommand, TakesAuthFromAFileAndPrintsOneJsonObject) {
  const FakeBridge bridge(certificates_, Fault::ActionStatus200);
  const auto file = folder_.path() / "auth.json";
  std::ofstream(file) << FakeBridge::auth();
  std::vector<std::string> arguments = tourArguments(bridge);
  arguments.insert(arguments.end(), {"--auth", "@" + file.string(), "--json"});
  const CommandResult result = talkdesk(arguments);
  EXPECT_EQ(result.code, 1) << result.err;
  const nlohmann::json report = nlohmann::json::parse(result.out);
  EXPECT_EQ(report["held"], false);
  EXPECT_EQ(report["steps"].size(), 12U);
  EXPECT_EQ(report["steps"][8]["violations"][0]["section"], "5");
}

TEST_F(TalkdeskCommand, NamesWhatIsWrongWithItsArguments) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"soak"}, "the only thing to do so far is: tour"},
      {{"tour"}, "--url is needed"},
      {{"tour", "--url", "http://localhost/x"}, "must start with https://"},
      {{"tour", "--url", "https://u:p@localhost/x"}, "must not hold a user name"},
      {{"tour", "--url", "https://localhost/x", "--auth", "[1]"},
       "--auth must hold one JSON object"},
      {{"tour", "--url", "https://localhost/x", "--auth", "@/nowhere"}, "cannot read /nowhere"},
      {{"tour", "--url", "https://localhost/x", "--ca", "/nowhere"}, "CA certificates"},
      {{"tour", "--url", "https://localhost/x", "--input", "novalue"}, "--input must be KEY=VALUE"},
      {{"tour", "--url", "https://localhost/x", "--deadline", "0"}, "--deadline must be"},
      {{"tour", "--ulr", "x"}, "ulr"},
      {{"tour", "extra"}, "unexpected argument"}};
  for (const auto& [arguments, message] : cases) {
    const CommandResult result = talkdesk(arguments);
    EXPECT_EQ(result.code, 2) << message;
    EXPECT_NE(result.err.find(message), std::string::npos) << result.err;
  }
}

TEST_F(TalkdeskCommand, DoesNotRepeatTheValueOfAnOptionThatDoesNotExist) {
  const CommandResult result = talkdesk({"tour", "--tokn=hush"});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("tokn"), std::string::npos) << result.err;
  EXPECT_EQ(result.err.find("hush"), std::string::npos) << result.err;
}

TEST_F(TalkdeskCommand, ExplainsItself) {
  const CommandResult result = talkdesk({"--help"});
  EXPECT_EQ(result.code, 0);
  for (const char* option : {"--url", "--auth", "--ca", "--action", "--input", "--json"}) {
    EXPECT_NE(result.out.find(option), std::string::npos) << option;
  }
}

}  // namespace
}  // namespace bailey::simulator
