// The simulator against bridges over real TLS: it must pass the one that is right, and name the
// rule that each wrong one breaks.
#include "fakes/fake_bridge.h"
#include "fakes/temp_folder.h"
#include "fakes/test_certificates.h"
#include "simulator/bridge_client.h"
#include "simulator/report.h"
#include "simulator/step_view.h"
#include "simulator/tour.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace bailey::simulator {
namespace {

using fakes::FakeBridge;
using fakes::Fault;

class SimulatorTour : public testing::Test {
protected:
  [[nodiscard]] core::Result<std::unique_ptr<Bridge>> connect(
      const std::string& url, std::chrono::milliseconds deadline = std::chrono::seconds(20)) const {
    return Bridge::create(Endpoints::allBelow(parseBridgeUrl(url).value()),
                          {certificates_.ca, deadline});
  }

  static TourOptions withAction() {
    return {"create_ticket", {{"subject", "Tour"}, {"description", "made by a test"}}};
  }

  [[nodiscard]] Report tourOf(const std::string& url,
                              const TourOptions& options,
                              std::chrono::milliseconds deadline) const {
    auto bridge = connect(url, deadline);
    EXPECT_TRUE(bridge.ok()) << (bridge.ok() ? "" : bridge.error().message);
    SilentView silent;
    Session session(*bridge.value(), silent, {FakeBridge::auth(), FakeBridge::auth()});
    return runTour(session, options);
  }

  [[nodiscard]] Report tourOf(const FakeBridge& bridge,
                              std::chrono::milliseconds deadline = std::chrono::seconds(20)) const {
    return tourOf(bridge.url(), withAction(), deadline);
  }

  fakes::TempFolder folder_;
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
  // The rest of the checkpoint's second comes again, lest anything of it be lost.
  EXPECT_EQ(stepNamed(report, "contacts, changed").count, 1U);
  EXPECT_GT(bridge.callsWithStoredField(), 5U);
  EXPECT_EQ(stepNamed(report, "agents").count, FakeBridge::kAgents);
  EXPECT_EQ(stepNamed(report, "interactions after the action").count, 2U);
  EXPECT_EQ(bridge.actionsRun(), 1U);
  for (const Step& step : report.steps) {
    EXPECT_EQ(step.outcome, Outcome::Held) << step.name;
  }
}

TEST_F(SimulatorTour, LeavesTheActionOutWhenNoneIsNamed) {
  const FakeBridge bridge(certificates_, Fault::None);
  const Report report = tourOf(bridge.url(), {}, std::chrono::seconds(20));
  EXPECT_TRUE(report.held());
  EXPECT_EQ(stepNamed(report, "action").outcome, Outcome::NotApplicable);
  EXPECT_EQ(bridge.actionsRun(), 0U);
}

TEST_F(SimulatorTour, CannotJudgeABridgeThatIsNotThere) {
  auto bridge = std::make_unique<FakeBridge>(certificates_, Fault::None);
  const std::string url = bridge->url();
  bridge.reset();
  const Report report = tourOf(url, withAction(), std::chrono::seconds(20));
  EXPECT_FALSE(report.held());
  ASSERT_EQ(report.steps.front().violations.size(), 1U);
  EXPECT_EQ(report.steps.front().violations.front().section, "1.1");
  EXPECT_EQ(report.steps.back().outcome, Outcome::NotRun);
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
constexpr const char* kWrong = "auth validation, wrong value";
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
            "EmptyNextOffset", Fault::EmptyNextOffset, kAll, "3.3", "left out when finished"},
        PlantedFault{
            "NumericNextOffset", Fault::NumericNextOffset, kAll, "3.3", "left out when finished"},
        PlantedFault{"NullCompany", Fault::NullCompany, kAll, "3.3", "absent or strings"},
        PlantedFault{"NewestFirst", Fault::NewestFirst, kAll, "3.2", "sorted ascending"},
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
        PlantedFault{"NullAgentOffset", Fault::NullAgentOffset, "agents", "6", "an integer"},
        PlantedFault{"NumericAgentId", Fault::NumericAgentId, "agents", "6", "non-empty strings"},
        PlantedFault{"DuplicateAgent", Fault::DuplicateAgent, "agents", "6", "each agent once"},
        PlantedFault{"Redirects", Fault::Redirects, "agents", "1.1", "never redirects"},
        PlantedFault{"EndsMidBody", Fault::EndsMidBody, "agents", "1.1", "one whole"},
        PlantedFault{"TruncatesChunk", Fault::TruncatesChunk, "agents", "1.1", "one whole"},
        PlantedFault{"NullPriority", Fault::NullPriority, kById, "4", "priority is absent"},
        PlantedFault{"NumericInteractionId", Fault::NumericInteractionId, kById, "4", "has an id"},
        PlantedFault{"NoSuchDay", Fault::NoSuchDay, kById, "4", "date has the form"},
        PlantedFault{"InteractionsInObject", Fault::InteractionsInObject, kById, "4", "an array"},
        PlantedFault{"UnknownStatus", Fault::UnknownStatus, kById, "4", "status"},
        PlantedFault{"IsoDate", Fault::IsoDate, kById, "4", "date has the form"},
        PlantedFault{"OtherTypes", Fault::OtherTypes, "interactions by e-mail", "4", "asked for"},
        PlantedFault{"IgnoresPhones", Fault::IgnoresPhones, "interactions by phone", "4", "phones"},
        PlantedFault{"ActionStatus200", Fault::ActionStatus200, "action", "5", "201"},
        PlantedFault{"ActionRefuses", Fault::ActionRefuses, "action", "5", "201"},
        PlantedFault{
            "ActionFailsSilently", Fault::ActionFailsSilently, "action", "5", "has a message"},
        PlantedFault{"NullExternalId", Fault::NullExternalId, "action", "5", "members are strings"},
        PlantedFault{
            "ActionForgets", Fault::ActionForgets, "interactions after the action", "4", "created"},
        PlantedFault{"HtmlError", Fault::HtmlError, kWrong, "1.1", "application/json"},
        PlantedFault{"LeaksCredential", Fault::LeaksCredential, kWrong, "1.3", "no credential"},
        PlantedFault{"ForbidsStrangers", Fault::ForbidsStrangers, kWrong, "2", "401"},
        PlantedFault{"HtmlType", Fault::HtmlType, kAll, "1.1", "application/json"},
        PlantedFault{"NoJson", Fault::NoJson, "agents", "1.1", "are JSON"},
        PlantedFault{"UnknownPathIs200", Fault::UnknownPathIs200, "unknown path", "1.3", "404"},
        PlantedFault{"GetIs200", Fault::GetIs200, "GET", "1.3", "405"},
        PlantedFault{"No405Allow", Fault::No405Allow, "GET", "1.1", "Allow: POST"}),
    [](const testing::TestParamInfo<PlantedFault>& tested) { return tested.param.name; });

class BridgeClientTls : public SimulatorTour {
protected:
  core::Result<Answer, CallError> callAt(const std::string& url, const std::filesystem::path& ca) {
    const BridgeUrl endpoint = parseBridgeUrl(url).value().below("/auth_validation");
    auto client = BridgeClient::create(endpoint, {ca, std::chrono::seconds(10)});
    EXPECT_TRUE(client.ok());
    return client.value()->call({Effect::Reads, endpoint.target, "{}"});
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
  const fakes::TempFolder other;
  const auto answer = callAt(bridge.url(), fakes::makeTestCertificates(other.path()).ca);
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().fault, CallFault::Unreachable);
}

TEST_F(BridgeClientTls, RefusesACertificateForAnotherHostEvenOnLoopback) {
  const fakes::TempFolder other;
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
  const fakes::TempFolder other;
  fakes::ServerIdentity expired;
  expired.lifetime = std::chrono::hours(0);
  const auto certificates = fakes::makeTestCertificates(other.path(), expired);
  const FakeBridge bridge(certificates, Fault::None);
  EXPECT_FALSE(callAt(bridge.url(), certificates.ca).ok());
}

}  // namespace
}  // namespace bailey::simulator
