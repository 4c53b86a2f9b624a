#include "simulator/integration_document.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace bailey::simulator {
namespace {

class IntegrationDocuments : public testing::Test {
protected:
  [[nodiscard]] std::filesystem::path write(const std::string& content) const {
    const auto file = folder_.path() / "north.json";
    std::ofstream(file) << content;
    return file;
  }

  fakes::TempFolder folder_;
};

TEST_F(IntegrationDocuments, ReadsBothShapesOfFields) {
  const auto document = readIntegrationDocument(write(R"({
    "name": "north", "authentication_type": "custom", "interaction_types": ["ticket", "Case"],
    "authentication_configuration": [
      {"field_name": "token", "mandatory": true, "store": false, "type": "input"},
      {"org_id": {"source": "auth_validation", "mandatory": true, "store": true}},
      {"code": {"type": "oauth", "mandatory": true}}]})"));
  ASSERT_TRUE(document.ok()) << document.error().message;
  const std::vector<AuthField>& fields = document.value().fields;
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[0].name, "token");
  EXPECT_TRUE(fields[0].mandatory && fields[0].typed && !fields[0].store);
  EXPECT_EQ(fields[1].name, "org_id");
  EXPECT_TRUE(!fields[1].typed && fields[1].store);
  EXPECT_FALSE(fields[2].typed);
  EXPECT_EQ(document.value().interaction_types, (std::set<std::string>{"Case", "ticket"}));
}

TEST_F(IntegrationDocuments, KeepsEachUrlAsItIsWritten) {
  const auto document = readIntegrationDocument(write(R"({
    "name": "north",
    "auth_validation_endpoint": "https://one.example/a%20b/auth/?key=s3cret",
    "contact_synchronization_url": "https://two.example:8443",
    "interaction_retrieval_endpoint": null})"));
  ASSERT_TRUE(document.ok()) << document.error().message;
  const Endpoints& endpoints = document.value().endpoints;
  EXPECT_EQ(endpoints.of(Operation::AuthValidation)->target, "/a%20b/auth/?key=s3cret");
  EXPECT_EQ(endpoints.of(Operation::ContactSync)->authority(), "two.example:8443");
  EXPECT_EQ(endpoints.of(Operation::ContactSync)->target, "/");
  EXPECT_FALSE(endpoints.of(Operation::InteractionRetrieval));
  EXPECT_FALSE(endpoints.of(Operation::AgentSync));
  EXPECT_FALSE(endpoints.base());
}

TEST_F(IntegrationDocuments, NamesTheFileAndThePlaceOfAMistake) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"{", "this is not JSON"},
      {"[]", "this is not one JSON object"},
      {"{}", "/name must be a text that is not empty"},
      {R"({"name": "n", "agent_synchronization_endpoint": ""})",
       "/agent_synchronization_endpoint must be an https URL; leave it out when"},
      {R"({"name": "n", "agent_synchronization_endpoint": "http://hush.example/"})",
       "/agent_synchronization_endpoint must start with https://"},
      {R"({"name": "n", "authentication_configuration": {}})",
       "/authentication_configuration must be a list"},
      {R"({"name": "n", "authentication_fields": [{"a": 1}]})", "/authentication_fields/0 must be"},
      {R"({"name": "n", "authentication_configuration": [{"a": {"mandatory": "yes"}}]})",
       "/authentication_configuration/0/mandatory must be true or false"},
      {R"({"name": "n", "interaction_types": "ticket"})", "/interaction_types must be a list"}};
  for (const auto& [content, message] : cases) {
    const auto document = readIntegrationDocument(write(content));
    ASSERT_FALSE(document.ok()) << content;
    EXPECT_NE(document.error().message.find("north.json: " + message), std::string::npos)
        << document.error().message;
    EXPECT_EQ(document.error().message.find("hush"), std::string::npos);
  }
}

TEST_F(IntegrationDocuments, NamesThePlaceOfAMistakeInAnAction) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"name": "a"})", "/provider must be"},
      {R"({"provider": "n", "name": "a"})", "/endpoint is missing"},
      {R"({"provider": "n", "name": "a", "endpoint": "https://x.example/a", "inputs": [{}]})",
       "/inputs/0/key must be a text"},
      {R"({"provider": "n", "name": "a", "endpoint": "https://x.example/a", "inputs": {}})",
       "/inputs must be a list"}};
  for (const auto& [content, message] : cases) {
    const auto action = readActionDocument(write(content));
    ASSERT_FALSE(action.ok()) << content;
    EXPECT_NE(action.error().message.find("north.json: " + message), std::string::npos)
        << action.error().message;
  }
}

}  // namespace
}  // namespace bailey::simulator
