// Runs the cases beside this file. Each is one test, named by its file and its `name`; `case` lists
// the numbers of contract.md §9 it stands for.
//
// A file's `operation`, `profile` and `request` hold for all its cases; a case's own `profile` is
// merged over it. A request is read; with a `plugin_answer` that answer is then written. Each is
// given as JSON, or as `..._text` (where =REPEAT= becomes `repeat`[0], `repeat`[1] times), or as
// `..._hex`. What is not named in `expect` (dropped records, warnings) must not be there.
#include "talkdesk/answer_writer.h"
#include "talkdesk/failure.h"
#include "talkdesk/request_reader.h"
#include "talkdesk/routes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace bailey::talkdesk {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kAnswerBytesMax = std::size_t{4} * 1024 * 1024;

struct Case {
  std::string name;
  Json json;           // the case, with what its file says for all
  std::string broken;  // why the file could not be read
};

void PrintTo(const Case& test_case, std::ostream* out) {
  *out << test_case.name;
}

std::string nameOfCase(const testing::TestParamInfo<Case>& info) {
  return info.param.name;
}

Json readFile(const std::string& name) {
  std::ifstream file(std::string(BAILEY_TEST_SOURCE_DIR) + "/contract/" + name);
  return Json::parse(file);
}

// A file that cannot be read becomes one failing case: tests are listed before they can fail.
std::vector<Case> casesOf(const std::string& file_name) {
  std::vector<Case> cases;
  try {
    const Json file = readFile(file_name);
    for (const Json& own : file.at("cases")) {
      Json json = own;
      for (const char* common : {"operation", "request", "profile"}) {
        if (file.contains(common) && !json.contains(common)) {
          json[common] = file[common];
        }
      }
      if (file.contains("profile") && own.contains("profile")) {
        json["profile"] = file["profile"];
        json["profile"].merge_patch(own["profile"]);
      }
      cases.push_back({own.at("name").get<std::string>(), json, {}});
    }
  } catch (const std::exception& error) {
    return {{"CannotBeRead", {}, file_name + ": " + error.what()}};
  }
  return cases;
}

AuthenticationType authenticationTypeNamed(const std::string& name) {
  static const std::map<std::string, AuthenticationType> kTypes = {
      {"none", AuthenticationType::None},
      {"custom", AuthenticationType::Custom},
      {"oauth2", AuthenticationType::OAuth2},
      {"oauth2_password", AuthenticationType::OAuth2Password},
      {"oauth2_client_credentials", AuthenticationType::OAuth2ClientCredentials}};
  return kTypes.at(name);
}

Dialect dialectOf(const Json& json) {
  const Json given = json.value("dialect", Json::object());
  Dialect dialect;
  dialect.auth_success_status = given.value("auth_success_status", dialect.auth_success_status);
  dialect.strict_401 = given.value("strict_401", dialect.strict_401);
  dialect.action_unauthorized_as_401 =
      given.value("action_unauthorized_as_401", dialect.action_unauthorized_as_401);
  dialect.action_failures_as_5xx =
      given.value("action_failures_as_5xx", dialect.action_failures_as_5xx);
  dialect.agent_ids_as_integers =
      given.value("agent_ids_as_integers", dialect.agent_ids_as_integers);
  dialect.iso_dates = given.value("iso_dates", dialect.iso_dates);
  dialect.interactions_max = given.value("interactions_max", dialect.interactions_max);
  return dialect;
}

InputType inputTypeNamed(const std::string& name) {
  static const std::map<std::string, InputType> kTypes = {{"text", InputType::Text},
                                                          {"textarea", InputType::Textarea},
                                                          {"number", InputType::Number},
                                                          {"tel", InputType::Tel},
                                                          {"url", InputType::Url},
                                                          {"datetime", InputType::Datetime},
                                                          {"select", InputType::Select}};
  return kTypes.at(name);
}

Action actionOf(const Json& json) {
  Action action;
  action.name = json.at("name");
  for (const Json& input : json.at("inputs")) {
    ActionInput& added = action.inputs.emplace_back();
    added.key = input.at("key");
    added.name = input.at("name");
    added.mandatory = input.value("mandatory", false);
    added.type = inputTypeNamed(input.value("type", "text"));
    added.format = input.value("format", "");
  }
  return action;
}

Profile profileOf(const Json& json) {
  Profile profile;
  profile.authentication_type =
      authenticationTypeNamed(json.value("authentication_type", "custom"));
  for (const Json& field : json.value("authentication_configuration", Json::array())) {
    AuthenticationField& added = profile.authentication_configuration.emplace_back();
    added.field_name = field.at("field_name");
    added.mandatory = field.value("mandatory", false);
    added.store = field.value("store", true);
  }
  for (const Json& type : json.value("interaction_types", Json::array())) {
    profile.interaction_types.push_back(type);
  }
  for (const Json& action : json.value("actions", Json::array())) {
    profile.actions.push_back(actionOf(action));
  }
  profile.dialect = dialectOf(json);
  return profile;
}

std::string repeated(std::string text, const Json& json) {
  constexpr std::string_view kMark = "=REPEAT=";
  const std::size_t at = text.find(kMark);
  if (at == std::string::npos) {
    return text;
  }
  std::string filling;
  for (int count = json.at("repeat").at(1); count > 0; --count) {
    filling += json["repeat"][0].get<std::string>();
  }
  return text.replace(at, kMark.size(), filling);
}

std::string fromHex(const std::string& digits) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
    bytes.push_back(static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

// `what` is "request" or "plugin_answer". The raw forms win over the file's common one.
std::string bytesOf(const Json& json, const std::string& what) {
  if (json.contains(what + "_text")) {
    return repeated(json[what + "_text"], json);
  }
  if (json.contains(what + "_hex")) {
    return fromHex(json[what + "_hex"]);
  }
  return json.at(what).dump();
}

bool hasAnswer(const Json& json) {
  return json.contains("plugin_answer") || json.contains("plugin_answer_text") ||
         json.contains("plugin_answer_hex");
}

// Every string of six bytes or more below `json`.
void collectTexts(const Json& json, std::vector<std::string>& texts) {
  if (json.is_string() && json.get_ref<const std::string&>().size() >= 6) {
    texts.push_back(json);
  }
  if (json.is_structured()) {
    for (const Json& child : json) {
      collectTexts(child, texts);
    }
  }
}

// No text of `source`, where it is JSON at all, is repeated in `told`.
void expectNothingLeaks(const std::string& source, const std::string& told) {
  std::vector<std::string> texts;
  collectTexts(Json::parse(source, nullptr, false), texts);
  for (const std::string& text : texts) {
    EXPECT_EQ(told.find(text), std::string::npos) << '"' << told << "\" repeats a value";
  }
}

void expectSays(const Json& expect, const std::string& told) {
  for (const std::string part : expect.value("says", Json::array())) {
    EXPECT_NE(told.find(part), std::string::npos) << '"' << told << "\" lacks \"" << part << '"';
  }
  for (const std::string part : expect.value("hides", Json::array())) {
    EXPECT_EQ(told.find(part), std::string::npos) << '"' << told << "\" tells \"" << part << '"';
  }
}

void expectNoNulls(const Json& json) {
  EXPECT_FALSE(json.is_null()) << "a null was emitted";
  if (json.is_structured()) {
    for (const auto& [name, child] : json.items()) {
      if (name != "context") {
        expectNoNulls(child);
      }
    }
  }
}

class ContractCase : public testing::TestWithParam<Case> {
protected:
  void SetUp() override { ASSERT_EQ(GetParam().broken, ""); }

  const Json& json() const { return GetParam().json; }

  const Json& expected() const { return json().at("expect"); }
};

class ExchangeCase : public ContractCase {
protected:
  void SetUp() override {
    ContractCase::SetUp();
    profile_ = profileOf(json().at("profile"));
    operation_ = operationNamed(json().at("operation").get<std::string>()).value();
  }

  core::Result<RequestFacts, Refusal> read() {
    body_ = bytesOf(json(), "request");
    const std::size_t size = body_.size();
    body_.append(kBodyPadding, '"');
    const Json limits = json().value("limits", Json::object());
    JsonLimits json_limits;
    json_limits.depth = limits.value("depth", json_limits.depth);
    json_limits.members = limits.value("members", json_limits.members);
    json_limits.string_bytes = limits.value("string_bytes", json_limits.string_bytes);
    const Action* const action =
        operation_ == Operation::Action ? profile_.findAction("create_ticket") : nullptr;
    return reader_.read(
        std::string_view(body_).substr(0, size), operation_, profile_, action, json_limits);
  }

  core::Result<Answer, Breach> write(const RequestFacts& facts) {
    return writer_.write(bytesOf(json(), "plugin_answer"),
                         operation_,
                         profile_,
                         facts,
                         json().value("answer_bytes_max", kAnswerBytesMax));
  }

  void expectRefusal(const Refusal& refusal) const;
  void expectFacts(const RequestFacts& facts) const;
  void expectAnswer(const Answer& answer) const;
  void expectWarnings(const Answer& answer) const;

  Profile profile_;
  Operation operation_ = Operation::Unset;
  std::string body_;  // what the facts point into
  RequestReader reader_;
  AnswerWriter writer_;
};

void ExchangeCase::expectRefusal(const Refusal& refusal) const {
  EXPECT_EQ(codeOf(refusal.failure), expected().value("refusal", "")) << refusal.message;
  EXPECT_EQ(refusal.status, expected().value("status", 0)) << refusal.message;
  expectSays(expected(), refusal.message);
  expectNothingLeaks(bytesOf(json(), "request"), refusal.message);
  const Json body = Json::parse(errorBody(refusal));
  EXPECT_EQ(body.at("message"), refusal.message);
  EXPECT_EQ(body.at("code"), codeOf(refusal.failure));
}

void ExchangeCase::expectFacts(const RequestFacts& facts) const {
  const Json& wanted = expected().at("facts");
  EXPECT_EQ(facts.has_checkpoint, wanted.value("has_checkpoint", false));
  EXPECT_EQ(facts.checkpoint, wanted.value("checkpoint", ""));
  EXPECT_EQ(facts.offset, wanted.value("offset", ""));
  const Json types = wanted.value("interaction_types", Json());
  EXPECT_EQ(facts.interaction_types_given, !types.is_null());
  EXPECT_EQ(Json(facts.interaction_types), types.is_null() ? Json::array() : types);
  ASSERT_EQ(facts.rewritten_body.has_value(), wanted.contains("rewritten_body"));
  if (facts.rewritten_body) {
    EXPECT_EQ(*facts.rewritten_body, wanted["rewritten_body"]);
    EXPECT_GE(facts.rewritten_body->capacity(), facts.rewritten_body->size() + kBodyPadding);
  }
}

void ExchangeCase::expectWarnings(const Answer& answer) const {
  const Json wanted = expected().value("warnings", Json::array());
  ASSERT_EQ(answer.warnings.size(), wanted.size()) << Json(answer.warnings).dump();
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    EXPECT_NE(answer.warnings[at].find(wanted[at].get<std::string>()), std::string::npos)
        << answer.warnings[at];
    expectSays(expected(), answer.warnings[at]);
    expectNothingLeaks(bytesOf(json(), "plugin_answer"), answer.warnings[at]);
  }
}

void ExchangeCase::expectAnswer(const Answer& answer) const {
  EXPECT_EQ(answer.status, expected().value("status", 0));
  EXPECT_EQ(answer.dropped, expected().value("dropped", std::size_t{0}));
  expectWarnings(answer);
  if (expected().contains("body_text")) {
    EXPECT_EQ(answer.body, repeated(expected()["body_text"], json()));
  }
  EXPECT_EQ(answer.body.empty(), answer.status == 204);
  if (answer.body.empty()) {
    return;
  }
  const Json body = Json::parse(answer.body);
  EXPECT_EQ(body.dump(), answer.body) << "not compact";
  expectNoNulls(body);
  if (expected().contains("body")) {
    // Compared without the order of members, which has no meaning.
    EXPECT_EQ(nlohmann::json::parse(answer.body), nlohmann::json::parse(expected()["body"].dump()));
  }
}

TEST_P(ExchangeCase, HoldsToTheContract) {
  const auto facts = read();
  if (!facts.ok()) {
    return expectRefusal(facts.error());
  }
  ASSERT_FALSE(expected().contains("refusal")) << "the request was taken";
  if (expected().contains("facts")) {
    expectFacts(facts.value());
  }
  if (!hasAnswer(json())) {
    return;
  }
  const auto answer = write(facts.value());
  const auto again = write(facts.value());
  ASSERT_EQ(answer.ok(), again.ok());
  if (!answer.ok()) {
    EXPECT_EQ(answer.error().rule, expected().value("breach", "")) << "a breach";
    EXPECT_EQ(again.error().rule, answer.error().rule) << "the second time";
    expectNothingLeaks(bytesOf(json(), "plugin_answer"), answer.error().rule);
    return;
  }
  ASSERT_FALSE(expected().contains("breach")) << "answered " << answer.value().body;
  expectAnswer(answer.value());
  EXPECT_EQ(again.value().body, answer.value().body) << "the second time";
}

INSTANTIATE_TEST_SUITE_P(Envelope,
                         ExchangeCase,
                         testing::ValuesIn(casesOf("envelope.json")),
                         nameOfCase);
INSTANTIATE_TEST_SUITE_P(AuthValidation,
                         ExchangeCase,
                         testing::ValuesIn(casesOf("auth_validation.json")),
                         nameOfCase);
INSTANTIATE_TEST_SUITE_P(ContactSync,
                         ExchangeCase,
                         testing::ValuesIn(casesOf("contact_sync.json")),
                         nameOfCase);
INSTANTIATE_TEST_SUITE_P(Interactions,
                         ExchangeCase,
                         testing::ValuesIn(casesOf("interactions.json")),
                         nameOfCase);
INSTANTIATE_TEST_SUITE_P(Agents,
                         ExchangeCase,
                         testing::ValuesIn(casesOf("agents.json")),
                         nameOfCase);
INSTANTIATE_TEST_SUITE_P(Actions,
                         ExchangeCase,
                         testing::ValuesIn(casesOf("actions.json")),
                         nameOfCase);

class RouteCase : public ContractCase {};

TEST_P(RouteCase, IsReadOneWayOnly) {
  const std::string path = json().at("path");
  const auto route = parsePath(path);
  ASSERT_EQ(route.has_value(), !expected().is_null());
  if (!route) {
    return;
  }
  EXPECT_EQ(route->integration, expected().at("integration"));
  EXPECT_EQ(route->secret, expected().at("secret"));
  EXPECT_EQ(nameOf(route->operation), expected().at("operation"));
  EXPECT_EQ(route->action, expected().at("action"));
}

INSTANTIATE_TEST_SUITE_P(Routes, RouteCase, testing::ValuesIn(casesOf("routes.json")), nameOfCase);

class FailureCase : public ContractCase {
protected:
  Failure failure() const {
    for (int at = 0; at <= static_cast<int>(Failure::Internal); ++at) {
      if (codeOf(static_cast<Failure>(at)) == json().at("failure")) {
        return static_cast<Failure>(at);
      }
    }
    throw std::out_of_range("no failure has this code");
  }

  Refusal refusal(Operation operation) const {
    std::optional<int> retry_after_s;
    if (json().contains("given_retry_after_s")) {
      retry_after_s = json()["given_retry_after_s"].get<int>();
    }
    return refuse(failure(),
                  operation,
                  dialectOf(json()),
                  authenticationTypeNamed(json().value("authentication_type", "custom")),
                  json().value("message", ""),
                  retry_after_s);
  }
};

TEST_P(FailureCase, HasTheContractsStatus) {
  for (const Operation operation : kOperations) {
    const Refusal refused = refusal(operation);
    EXPECT_EQ(refused.status, json().at("statuses").at(indexOf(operation))) << nameOf(operation);
    EXPECT_EQ(refused.failure, failure());
    EXPECT_FALSE(refused.message.empty());
    if (json().contains("says")) {
      EXPECT_EQ(refused.message, json()["says"]);
    }
    ASSERT_EQ(refused.retry_after_s.has_value(), refused.status == 503) << nameOf(operation);
    if (refused.retry_after_s) {
      EXPECT_EQ(*refused.retry_after_s, json().at("retry_after_s"));
    }
    const Json body = Json::parse(errorBody(refused));
    EXPECT_EQ(body.at("message"), refused.message);
    EXPECT_EQ(body.at("code"), json().at("failure"));
  }
}

INSTANTIATE_TEST_SUITE_P(Failures,
                         FailureCase,
                         testing::ValuesIn(casesOf("failures.json")),
                         nameOfCase);

// The numbers of contract.md §9 up to 79 that are about a connection, an upstream, a plugin or more
// than one exchange, and so are tested where those are.
const std::set<int> kTestedElsewhere = {11, 12, 13, 21, 34, 37, 38, 41, 49, 74};

TEST(ContractCases, ForgetNoNumberOfTheContract) {
  std::set<int> covered = kTestedElsewhere;
  for (const char* file : {"envelope.json",
                           "auth_validation.json",
                           "contact_sync.json",
                           "interactions.json",
                           "agents.json",
                           "actions.json",
                           "routes.json",
                           "failures.json"}) {
    for (const Case& test_case : casesOf(file)) {
      ASSERT_EQ(test_case.broken, "");
      for (const int number : test_case.json.at("case")) {
        EXPECT_FALSE(kTestedElsewhere.contains(number)) << test_case.name << ' ' << number;
        covered.insert(number);
      }
    }
  }
  for (int number = 1; number <= 79; ++number) {
    EXPECT_TRUE(covered.contains(number)) << number;
  }
}

}  // namespace
}  // namespace bailey::talkdesk
