// Documents of both forms and of old to the same values. (contract.md §9, case 81)
#include "documents/read_document.h"

#include "documents/write_document.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::documents {
namespace {

using talkdesk::AuthenticationType;
using talkdesk::Operation;
using Json = nlohmann::json;

const char* const kNew = R"({
  "name": "northcrm", "display_name": "North CRM", "description": "d",
  "logo_url": "https://cdn.example.net/l.png", "icon_url": "https://cdn.example.net/i.png",
  "authentication_type": "custom",
  "authentication_configuration": [
    {"field_name": "account", "display": "Account", "mandatory": true, "type": "input",
     "store": true, "help": "h", "format": "{{account}}"},
    {"field_name": "code", "display": "Code", "mandatory": false, "type": "oauth", "store": false}],
  "contact_synchronization_endpoint": "https://bridge.example.net/c",
  "interaction_retrieval_endpoint": null,
  "interaction_types": ["ticket"]})";

const char* const kOld = R"({
  "name": "northcrm", "display_name": "North CRM", "description": "d",
  "logo_url": "https://cdn.example.net/l.png", "icon_url": "https://cdn.example.net/i.png",
  "authentication_type": "custom",
  "authentication_fields": [
    {"account": {"source": "input", "display": "Account", "mandatory": true, "type": "Text",
                 "store": true, "help": "h", "format": "{{account}}"}},
    {"code": {"source": "auth_validation", "display": "Code", "mandatory": false, "type": "OAuth",
              "store": false}}],
  "contact_synchronization_url": "https://bridge.example.net/c",
  "interaction_types": ["ticket"]})";

IntegrationDocument read(const std::string& text) {
  return readIntegrationDocument(Json::parse(text), "it").value().document;
}

TEST(ReadDocument, ReadsTheNewForm) {
  const IntegrationDocument document = read(kNew);
  EXPECT_EQ(document.name, "northcrm");
  EXPECT_EQ(document.display_name, "North CRM");
  EXPECT_EQ(document.description, "d");
  EXPECT_EQ(document.logo_url, "https://cdn.example.net/l.png");
  EXPECT_EQ(document.icon_url, "https://cdn.example.net/i.png");
  EXPECT_EQ(document.authentication_type, AuthenticationType::Custom);
  ASSERT_EQ(document.authentication_configuration.size(), 2U);
  EXPECT_EQ(document.authentication_configuration[0].field_name, "account");
  EXPECT_TRUE(document.authentication_configuration[0].mandatory);
  EXPECT_EQ(document.authentication_configuration[0].help, "h");
  EXPECT_EQ(document.authentication_configuration[0].format, "{{account}}");
  EXPECT_TRUE(document.authentication_configuration[1].oauth);
  EXPECT_FALSE(document.authentication_configuration[1].store);
  EXPECT_EQ(document.endpoint(Operation::ContactSynchronization), "https://bridge.example.net/c");
  EXPECT_EQ(document.endpoint(Operation::InteractionRetrieval), "");
  EXPECT_EQ(document.interaction_types, std::vector<std::string>{"ticket"});
}

TEST(ReadDocument, ReadsTheOlderFormAndNamesToTheSame) {
  IntegrationDocument old = read(kOld);
  EXPECT_EQ(old.authentication_configuration.at(1).source, talkdesk::FieldSource::AuthValidation);
  EXPECT_EQ(toJson(old, Form::New), toJson(read(kNew), Form::New));
}

TEST(ReadDocument, WarnsAboutWhatIsOld) {
  const auto reading = readIntegrationDocument(Json::parse(kOld), "old.json").value();
  ASSERT_EQ(reading.findings.size(), 3U);
  EXPECT_EQ(reading.findings[0].document, "old.json");
  EXPECT_EQ(reading.findings[0].pointer, "/authentication_fields");
  EXPECT_EQ(reading.findings[0].severity, Severity::Warning);
  EXPECT_EQ(reading.findings[1].pointer, "/contact_synchronization_url");
  EXPECT_EQ(reading.findings[2].severity, Severity::Note);
  EXPECT_EQ(readIntegrationDocument(Json::parse(kNew), "new").value().findings,
            std::vector<Finding>{});
}

TEST(ReadDocument, ReadsBackWhatIsWritten) {
  const IntegrationDocument document = read(kNew);
  for (const Form form : {Form::New, Form::Legacy}) {
    const auto written = toJson(document, form);
    EXPECT_EQ(toJson(read(written.dump()), form), written);
  }
}

TEST(ReadDocument, LeavesOutWhatItCannotReadAndTells) {
  Json broken = Json::parse(kNew);
  broken["authentication_configuration"][0] = "account";
  broken["contact_synchronization_endpoint"] = 7;
  broken["interaction_types"] = Json::array({"ticket", 1});
  const auto reading = readIntegrationDocument(broken, "it").value();
  EXPECT_EQ(reading.document.authentication_configuration.size(), 1U);
  EXPECT_EQ(reading.document.endpoint(Operation::ContactSynchronization), "");
  EXPECT_EQ(reading.document.interaction_types, std::vector<std::string>{"ticket"});
  EXPECT_TRUE(hasErrors(reading.findings));
  EXPECT_FALSE(readIntegrationDocument(Json::array(), "it").ok());
}

TEST(ReadDocument, ReadsAnAction) {
  const auto reading = readActionDocument(Json::parse(R"({
    "provider": "northcrm", "name": "create_ticket", "display": "create a ticket",
    "description": "d", "endpoint": "https://bridge.example.net/a",
    "inputs": [{"key": "queue", "name": "Queue", "mandatory": true, "type": "Select",
                "format": "sales, support"}]})"),
                                          "it")
                           .value();
  EXPECT_EQ(reading.findings, std::vector<Finding>{});
  EXPECT_EQ(reading.document.provider, "northcrm");
  EXPECT_EQ(reading.document.action.name, "create_ticket");
  EXPECT_EQ(reading.document.action.display, "create a ticket");
  EXPECT_EQ(reading.document.action.description, "d");
  EXPECT_EQ(reading.document.endpoint, "https://bridge.example.net/a");
  ASSERT_EQ(reading.document.action.inputs.size(), 1U);
  EXPECT_EQ(reading.document.action.inputs[0].type, talkdesk::InputType::Select);
  EXPECT_EQ(formatOf(reading.document.action.inputs[0]), "sales,support");
  EXPECT_FALSE(readActionDocument(Json("text"), "it").ok());
}

}  // namespace
}  // namespace bailey::documents
