// From a profile to the exact JSON Talkdesk gets. (contract.md §9, case 80)
#include "documents/build_documents.h"

#include "documents/lint.h"
#include "documents/write_document.h"
#include "talkdesk/routes.h"
#include "talkdesk/vocabulary.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace bailey::documents {
namespace {

using talkdesk::AuthenticationField;
using talkdesk::AuthenticationType;
using talkdesk::Operation;
using Json = nlohmann::ordered_json;

constexpr const char* kSecret = "s3cretS3cret_-16";

talkdesk::Profile profile() {
  talkdesk::Profile profile;
  profile.display_name = "North CRM";
  profile.description = "Contacts and tickets from North CRM";
  profile.logo_url = "https://cdn.example.net/north.png";
  profile.icon_url = "https://cdn.example.net/north_i.png";
  profile.authentication_type = AuthenticationType::Custom;
  AuthenticationField account;
  account.field_name = "account";
  account.display = "Account";
  account.mandatory = true;
  account.format = "https://{{account}}.north.example";
  AuthenticationField token;
  token.field_name = "token";
  token.display = "API token";
  token.store = false;
  token.help = "Profile > API";
  token.source = talkdesk::FieldSource::AuthValidation;
  profile.authentication_configuration = {account, token};
  profile.interaction_types = {"ticket", "Case"};
  talkdesk::Action action;
  action.name = "create_ticket";
  action.display = "create a ticket";
  action.description = "create a ticket in North CRM";
  action.inputs = {
      {"subject", "Subject", true, talkdesk::InputType::Text, "Call with {{contact.first_name}}"},
      {"queue", "Queue", false, talkdesk::InputType::Select, "sales, support"},
      {"due", "Due", false, talkdesk::InputType::Datetime, ""}};
  profile.actions = {action};
  return profile;
}

Service service() {
  Service service;
  service.integration = "northcrm";
  service.public_url = "https://bridge.example.net:8443/crm";
  service.path_secret = kSecret;
  service.offered.fill(true);
  return service;
}

TEST(BuildDocuments, IntegrationInTheNewForm) {
  const Json expected = Json::parse(R"({
    "name": "northcrm",
    "display_name": "North CRM",
    "description": "Contacts and tickets from North CRM",
    "logo_url": "https://cdn.example.net/north.png",
    "icon_url": "https://cdn.example.net/north_i.png",
    "authentication_type": "custom",
    "authentication_configuration": [
      {"field_name": "account", "display": "Account", "mandatory": true, "type": "input",
       "store": true, "format": "https://{{account}}.north.example"},
      {"field_name": "token", "display": "API token", "mandatory": false, "type": "input",
       "store": false, "help": "Profile > API"}],
    "auth_validation_endpoint":
      "https://bridge.example.net:8443/crm/northcrm/s3cretS3cret_-16/auth_validation",
    "contact_synchronization_endpoint":
      "https://bridge.example.net:8443/crm/northcrm/s3cretS3cret_-16/contact_sync",
    "interaction_retrieval_endpoint":
      "https://bridge.example.net:8443/crm/northcrm/s3cretS3cret_-16/interaction_update",
    "agent_synchronization_endpoint":
      "https://bridge.example.net:8443/crm/northcrm/s3cretS3cret_-16/agent_sync",
    "interaction_types": ["ticket", "Case"]})");
  const Json made = toJson(buildIntegrationDocument(profile(), service()), Form::New);
  EXPECT_EQ(made.dump(2), expected.dump(2));  // Members in this order.
}

TEST(BuildDocuments, FieldsInTheOlderForm) {
  const Json made = toJson(buildIntegrationDocument(profile(), service()), Form::Legacy);
  const Json expected = Json::parse(R"([
    {"account": {"source": "input", "display": "Account", "mandatory": true, "type": "input",
                 "store": true, "format": "https://{{account}}.north.example"}},
    {"token": {"source": "auth_validation", "display": "API token", "mandatory": false,
               "type": "input", "store": false, "help": "Profile > API"}}])");
  EXPECT_EQ(made.at("authentication_configuration").dump(2), expected.dump(2));
}

TEST(BuildDocuments, ActionWithSelectValuesWithoutBlanks) {
  const Json expected = Json::parse(R"({
    "provider": "northcrm",
    "name": "create_ticket",
    "display": "create a ticket",
    "description": "create a ticket in North CRM",
    "endpoint":
      "https://bridge.example.net:8443/crm/northcrm/s3cretS3cret_-16/actions/create_ticket",
    "inputs": [
      {"key": "subject", "name": "Subject", "mandatory": true, "type": "text",
       "format": "Call with {{contact.first_name}}"},
      {"key": "queue", "name": "Queue", "mandatory": false, "type": "select",
       "format": "sales,support"},
      {"key": "due", "name": "Due", "mandatory": false, "type": "datetime"}]})");
  const auto actions = buildActionDocuments(profile(), service());
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(toJson(actions.front()).dump(2), expected.dump(2));
}

TEST(BuildDocuments, EachAuthenticationTypeIsWrittenAndClean) {
  for (const AuthenticationType type : talkdesk::kAuthenticationTypes) {
    talkdesk::Profile of_type = profile();
    of_type.authentication_type = type;
    if (type != AuthenticationType::Custom) {
      of_type.authentication_configuration.clear();
    }
    for (const std::string_view name : talkdesk::fieldsNeededBy(type)) {
      AuthenticationField field;
      field.field_name = name;
      field.display = "Field";
      field.oauth = name == "site";
      of_type.authentication_configuration.push_back(field);
    }
    for (const Form form : {Form::New, Form::Legacy}) {
      const Json made = toJson(buildIntegrationDocument(of_type, service()), form);
      EXPECT_EQ(made.at("authentication_type"), talkdesk::nameOf(type));
      EXPECT_EQ(made.contains("authentication_configuration"), type != AuthenticationType::None);
      for (const Finding& finding : lint({{"it", made}}, {true})) {
        EXPECT_EQ(finding.severity, Severity::Note) << finding.pointer << finding.message;
      }
    }
    if (talkdesk::isOAuth(type)) {
      const Json made = toJson(buildIntegrationDocument(of_type, service()), Form::New);
      EXPECT_EQ(made["authentication_configuration"][0]["type"], "oauth");
    }
  }
}

TEST(BuildDocuments, WhatIsNotOfferedHasNoEndpoint) {
  for (const Operation absent : talkdesk::kOperations) {
    Service some = service();
    some.offered.at(talkdesk::indexOf(absent)) = false;
    const Json integration = toJson(buildIntegrationDocument(profile(), some), Form::New);
    for (const Operation operation : talkdesk::kOperations) {
      if (operation != Operation::Action) {
        EXPECT_EQ(integration.contains(endpointMember(operation)), operation != absent);
      }
    }
    const Json action = toJson(buildActionDocuments(profile(), some).front());
    EXPECT_EQ(action.contains("endpoint"), absent != Operation::Action);
  }
}

TEST(BuildDocuments, EndpointsAreServedRoutes) {
  for (const std::string secret : {"", kSecret}) {
    Service where = service();
    where.public_url = "https://bridge.example.net";
    where.path_secret = secret;
    for (const Operation operation : talkdesk::kOperations) {
      const std::string action = operation == Operation::Action ? "close" : "";
      const std::string url = where.endpoint(operation, action);
      const std::string path = url.substr(where.public_url.size());
      const auto route = talkdesk::parsePath(path);
      ASSERT_TRUE(route) << url;
      EXPECT_EQ(route->integration, "northcrm");
      EXPECT_EQ(route->secret, secret);
      EXPECT_EQ(route->operation, operation);
      EXPECT_EQ(route->action, action);
    }
  }
}

TEST(BuildDocuments, ProviderIsTheIntegrationsName) {
  const auto integration = buildIntegrationDocument(profile(), service());
  for (const ActionDocument& action : buildActionDocuments(profile(), service())) {
    EXPECT_EQ(action.provider, integration.name);
  }
}

TEST(PublicUrl, IsHttpsWithAHostAndWithoutATail) {
  EXPECT_EQ(parsePublicUrl("https://bridge.example.net").value(), "https://bridge.example.net");
  EXPECT_EQ(parsePublicUrl("https://bridge.example.net:8443/crm/").value(),
            "https://bridge.example.net:8443/crm");
  EXPECT_EQ(parsePublicUrl("http://bridge.example.net").error().message,
            "must start with https://");
  EXPECT_EQ(parsePublicUrl("bridge.example.net").error().message, "must start with https://");
  EXPECT_EQ(parsePublicUrl("https:///x").error().message, "must name a host");
  EXPECT_EQ(parsePublicUrl("https://me:pw@bridge.example.net").error().message,
            "must not hold a user name");
  EXPECT_EQ(parsePublicUrl("https://bridge.example.net/?a=1").error().message,
            "must end with its path, without ? or #");
  EXPECT_EQ(parsePublicUrl("https://bridge.example.net/a b").error().message,
            "must percent-encode blanks and non-ASCII characters");
  EXPECT_EQ(parsePublicUrl("https://bridge.example.net:port").error().message,
            "is not a URL; it must be like https://bridge.example.net");
}

}  // namespace
}  // namespace bailey::documents
