// What a good integration file becomes. Bad ones: bad_config_cases.json.
#include "unit/config/config_probe.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailey::config {
namespace {

using std::chrono::milliseconds;
using talkdesk::Operation;

// A good integration with `part` besides what every one needs.
Integration integrationWith(const std::string& part, const Surroundings& surroundings) {
  ReadIntegration read = readIntegration(
      R"({"plugin": "acme", "callers": ")" + std::string(kAnyoneMayCall) + "\"" + part + "}",
      surroundings);
  EXPECT_EQ(read.lines, std::vector<std::string>{});
  return std::move(read.integration);
}

Callers callersFrom(const std::string& callers, const Surroundings& surroundings) {
  ReadIntegration read =
      readIntegration(R"({"plugin": "acme", "callers": )" + callers + "}", surroundings);
  EXPECT_EQ(read.lines, std::vector<std::string>{});
  return read.integration.callers;
}

TEST(ParseIntegration, IsNamedAfterItsFile) {
  const Integration integration = integrationWith("", generousSurroundings());
  EXPECT_EQ(integration.name, "acme");
  EXPECT_EQ(integration.file, "integrations.d/acme.json");
  EXPECT_EQ(integration.plugin, "acme");
  EXPECT_EQ(integration.settings, nlohmann::json::object());
}

TEST(ParseIntegration, HandsThePluginsSettingsOnAsTheyAre) {
  const Integration integration =
      integrationWith(R"(, "settings": {"a": [1, {"b": null}]})", generousSurroundings());
  EXPECT_EQ(integration.settings, nlohmann::json::parse(R"({"a": [1, {"b": null}]})"));
}

TEST(ParseIntegration, OverridesTheDeadlineOfSingleOperations) {
  const Integration integration = integrationWith(
      R"(, "bounds": {"deadlines_ms": {"contact_synchronization": 30000}, "deadline_ms": 4000})",
      generousSurroundings());
  EXPECT_EQ(integration.bounds.deadline(Operation::ContactSynchronization), milliseconds(30'000));
  EXPECT_EQ(integration.bounds.deadline(Operation::AuthValidation), milliseconds(4'000));
  EXPECT_EQ(integration.bounds.deadline(Operation::Action), milliseconds(4'000));
}

TEST(ParseIntegration, FindsThePluginsSecrets) {
  const Integration integration = integrationWith(
      R"(, "secrets": {"key": {"file": "secrets/key"}, "token": {"env": "ACME_TOKEN"}})",
      surroundingsOf({{"key", "k"}}, {{"ACME_TOKEN", "t"}}));
  ASSERT_EQ(integration.secrets.size(), 2U);
  const SecretSource& key = integration.secrets.at("key");
  EXPECT_EQ(key.origin, SecretOrigin::File);
  EXPECT_EQ(key.place, "integrations.d/secrets/key");
  EXPECT_EQ(key.value.reveal(), "k");
  const SecretSource& token = integration.secrets.at("token");
  EXPECT_EQ(token.origin, SecretOrigin::Environment);
  EXPECT_EQ(token.place, "ACME_TOKEN");
  EXPECT_EQ(token.value.reveal(), "t");
}

TEST(ParseIntegration, ReadsTheProfile) {
  const Integration integration = integrationWith(
      R"(, "talkdesk": {"authentication_type": "custom",
            "authentication_configuration": [{"field_name": "code", "display": "Code",
               "mandatory": true, "type": "oauth", "store": false, "help": "h", "format": "f"}],
            "interaction_types": ["Ticket"],
            "actions": [{"name": "call", "display": "d", "description": "e",
             "deduplicate_s": 90, "inputs": [
               {"key": "q", "name": "Q", "mandatory": true, "type": "select", "format": "a, b"}]}],
            "dialect": {"auth_success_status": 204, "iso_dates": true, "interactions_max": 5}})",
      generousSurroundings());
  const talkdesk::Profile& profile = integration.profile;
  ASSERT_EQ(profile.authentication_configuration.size(), 1U);
  EXPECT_EQ(profile.authentication_configuration[0].field_name, "code");
  EXPECT_TRUE(profile.authentication_configuration[0].mandatory);
  EXPECT_TRUE(profile.authentication_configuration[0].oauth);
  EXPECT_FALSE(profile.authentication_configuration[0].store);
  EXPECT_EQ(profile.authentication_configuration[0].help, "h");
  EXPECT_EQ(profile.authentication_configuration[0].format, "f");
  EXPECT_EQ(profile.interaction_types, std::vector<std::string>{"Ticket"});
  ASSERT_EQ(profile.actions.size(), 1U);
  EXPECT_EQ(profile.actions[0].name, "call");
  EXPECT_EQ(profile.actions[0].deduplicate, std::chrono::seconds(90));
  ASSERT_EQ(profile.actions[0].inputs.size(), 1U);
  EXPECT_EQ(profile.actions[0].inputs[0].type, talkdesk::InputType::Select);
  EXPECT_EQ(profile.actions[0].inputs[0].format, "a, b");
  EXPECT_EQ(profile.dialect.auth_success_status, 204);
  EXPECT_TRUE(profile.dialect.iso_dates);
  EXPECT_EQ(profile.dialect.interactions_max, 5U);
}

TEST(ParseIntegration, ReadsWhatOnlyTheDocumentsNeed) {
  const talkdesk::Profile profile =
      integrationWith(
          R"(, "talkdesk": {"display_name": "Acme", "description": "Contacts of Acme",
                "logo_url": "https://cdn.example.net/l.png",
                "icon_url": "https://cdn.example.net/i.png?v=2", "cti": true,
                "authentication_configuration": [
                  {"field_name": "a", "display": "A", "mandatory": true, "type": "Password",
                   "source": "auth_validation"},
                  {"field_name": "b", "display": "B", "mandatory": true, "type": "OAuth"}],
                "dialect": {"legacy_configuration": true}})",
          generousSurroundings())
          .profile;
  EXPECT_EQ(profile.display_name, "Acme");
  EXPECT_EQ(profile.description, "Contacts of Acme");
  EXPECT_EQ(profile.logo_url, "https://cdn.example.net/l.png");
  EXPECT_EQ(profile.icon_url, "https://cdn.example.net/i.png?v=2");
  EXPECT_TRUE(profile.cti);
  EXPECT_TRUE(profile.declaresDocument());
  EXPECT_FALSE(talkdesk::Profile{}.declaresDocument());
  ASSERT_EQ(profile.authentication_configuration.size(), 2U);
  EXPECT_FALSE(profile.authentication_configuration[0].oauth);
  EXPECT_EQ(profile.authentication_configuration[0].source, talkdesk::FieldSource::AuthValidation);
  EXPECT_TRUE(profile.authentication_configuration[1].oauth);
  EXPECT_EQ(profile.authentication_configuration[1].source, talkdesk::FieldSource::Input);
  EXPECT_TRUE(profile.dialect.legacy_configuration);
}

TEST(ParseIntegration, AcceptsOauth2WithTheFieldsTalkdeskLists) {
  std::string fields;
  for (const char* name : {"site", "client_id", "client_secret", "access_token_url"}) {
    fields += fields.empty() ? "" : ",";
    fields += R"({"display": "D", "mandatory": true, "field_name": ")" + std::string(name) + "\"}";
  }
  const Integration integration = integrationWith(
      R"(, "talkdesk": {"authentication_type": "oauth2_client_credentials",
            "authentication_configuration": [)" +
          fields + "]}",
      generousSurroundings());
  EXPECT_EQ(integration.profile.authentication_type,
            talkdesk::AuthenticationType::OAuth2ClientCredentials);
}

TEST(ParseCallers, OpensOnlyWithTheWholeSentence) {
  const Callers callers =
      callersFrom('"' + std::string(kAnyoneMayCall) + '"', generousSurroundings());
  EXPECT_EQ(callers.policy, CallerPolicy::Anyone);
}

TEST(ParseCallers, KeepsOnlyDigestsWhereverASecretComesFrom) {
  const std::string secret = "0123456789-abcdef";
  const Callers callers = callersFrom(
      R"({"path_secret": [{"file": "caller"}, {"env": "CALLER"}],
          "header": {"name": "X-Key", "secret": {"sha256":
            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"}}})",
      surroundingsOf({{"caller", secret}}, {{"CALLER", secret + "-new"}}));
  EXPECT_EQ(callers.policy, CallerPolicy::Proven);
  EXPECT_EQ(callers.path_secret,
            (AcceptedSecrets{core::sha256(secret), core::sha256(secret + "-new")}));
  ASSERT_TRUE(callers.header);
  EXPECT_EQ(callers.header->name, "X-Key");
  EXPECT_EQ(callers.header->secret, AcceptedSecrets{core::sha256("abc")});
  EXPECT_FALSE(callers.basic);
  EXPECT_FALSE(callers.mtls);
}

TEST(ParseCallers, RemembersWhereAPathSecretIsFound) {
  const Callers callers = callersFrom(
      R"({"path_secret": [{"file": "caller"}, {"env": "CALLER"}]})",
      surroundingsOf({{"caller", "0123456789-abcdef"}}, {{"CALLER", "abcdef-0123456789"}}));
  EXPECT_EQ(callers.path_secret_places,
            (std::vector<SecretPlace>{{SecretOrigin::File, "integrations.d/caller"},
                                      {SecretOrigin::Environment, "CALLER"}}));
  const Callers by_digest = callersFrom(
      R"({"path_secret": {"sha256":
            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"}})",
      surroundingsOf({}, {}));
  EXPECT_EQ(by_digest.path_secret_places, std::vector<SecretPlace>(1));
}

TEST(ParseCallers, ReadsBasicAndCertificates) {
  const Callers callers = callersFrom(
      R"({"basic": {"user": "talkdesk", "password": {"env": "P"}},
          "mtls": {"ca": "../tls/ca.pem", "names": ["a.example", "A caller"]}})",
      surroundingsOf({}, {{"P", "!\"#$%&'()*+,-./:;<=>?@"}}));
  ASSERT_TRUE(callers.basic);
  EXPECT_EQ(callers.basic->user, "talkdesk");
  EXPECT_EQ(callers.basic->password, AcceptedSecrets{core::sha256("!\"#$%&'()*+,-./:;<=>?@")});
  ASSERT_TRUE(callers.mtls);
  EXPECT_EQ(callers.mtls->ca, "tls/ca.pem");
  EXPECT_EQ(callers.mtls->names, (std::vector<std::string>{"a.example", "A caller"}));
}

// A complaint never leaves behind a policy that would let somebody in.
TEST(ParseCallers, AreUnsetAfterAMistakeThatLeavesNoProof) {
  for (const char* callers :
       {"{}", "null", "\"none\"", R"({"basci": {}})", R"({"path_secret": {}})"}) {
    const ReadIntegration read = readIntegration(
        std::string(R"({"plugin": "acme", "callers": )") + callers + "}", generousSurroundings());
    EXPECT_NE(read.lines, std::vector<std::string>{}) << callers;
    EXPECT_EQ(read.integration.callers.policy, CallerPolicy::Unset) << callers;
  }
}

}  // namespace
}  // namespace bailey::config
