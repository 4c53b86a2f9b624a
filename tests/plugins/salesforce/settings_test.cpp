// Settings are read strictly, and an operator hears of all mistakes at once.
#include "salesforce_test.h"

#include <gmock/gmock.h>

#include <set>

namespace bailey::salesforce_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class SettingsTest : public SalesforceTest {
protected:
  std::vector<std::string> pointers(const json& settings, const json& talkdesk = usualTalkdesk()) {
    std::vector<std::string> found;
    for (const json& complaint : create(settings, talkdesk)) {
      found.push_back(complaint.at("pointer"));
    }
    return found;
  }
};

TEST_F(SettingsTest, NeedNone) {
  EXPECT_THAT(pointers(json::object()), IsEmpty());
  EXPECT_THAT(pointers(json::object(), json::object()), IsEmpty());
}

TEST_F(SettingsTest, AreComplainedAboutAllAtOnce) {
  EXPECT_THAT(pointers({{"base_url", "acme.my.salesforce.com"},
                        {"api_version", "v62"},
                        {"auth_fields", {{"access_token", ""}, {"token", "x"}}},
                        {"contacts",
                         {{"page_size", 0},
                          {"overlap_s", -1},
                          {"leads", "yes"},
                          {"fields", {{"emails", {"Email", "Id FROM User"}}, {"mails", "Email"}}},
                          {"lead_fields", {{"name", 7}}}}},
                        {"interactions", {{"limit", 1'000}, {"types", {{"ticket", "invoice"}}}}},
                        {"agents", {{"page_size", "200"}}},
                        {"statuses", {{"case", {{"New", "fresh"}}}, {"event", {{"a", "new"}}}}},
                        {"priorities", {{"High", "highest"}, {"Low", 1}}},
                        {"statuses_to_set", {{"fresh", "New"}}},
                        {"priorities_to_set", "High"},
                        {"actions",
                         {{"create_ticket",
                           {{"inputs", {{"a", "Account.Name"}}},
                            {"values", {{"Field x", 1}, {"Region__c", {1}}}},
                            {"fields", {{"a", "b"}}}}},
                          {"delete_ticket", json::object()},
                          {"add_note", 7}}},
                        {"pagesize", 200}}),
              UnorderedElementsAre("/base_url",
                                   "/api_version",
                                   "/auth_fields/access_token",
                                   "/auth_fields/token",
                                   "/contacts/page_size",
                                   "/contacts/overlap_s",
                                   "/contacts/leads",
                                   "/contacts/fields/emails/1",
                                   "/contacts/fields/mails",
                                   "/contacts/lead_fields/name",
                                   "/interactions/limit",
                                   "/interactions/types",
                                   "/interactions/types/ticket",
                                   "/agents/page_size",
                                   "/statuses/case/New",
                                   "/statuses/event",
                                   "/priorities/High",
                                   "/priorities/Low",
                                   "/statuses_to_set/fresh",
                                   "/priorities_to_set",
                                   "/actions/create_ticket/inputs/a",
                                   "/actions/create_ticket/values/Field x",
                                   "/actions/create_ticket/values/Region__c",
                                   "/actions/create_ticket/fields",
                                   "/actions/delete_ticket",
                                   "/actions/add_note",
                                   "/pagesize"));
}

TEST_F(SettingsTest, MustBeObjectsWhereThereIsMoreInside) {
  EXPECT_THAT(pointers({{"auth_fields", 1},
                        {"contacts", "x"},
                        {"interactions", json::array()},
                        {"agents", true},
                        {"statuses", nullptr},
                        {"priorities", 1},
                        {"actions", 7}}),
              UnorderedElementsAre("/auth_fields",
                                   "/contacts",
                                   "/interactions",
                                   "/agents",
                                   "/statuses",
                                   "/priorities",
                                   "/actions"));
}

TEST_F(SettingsTest, NameWhatTheIntegrationHas) {
  EXPECT_THAT(pointers(json::object(), {{"interaction_types", {"Case"}}}),
              ElementsAre("/interactions/types"));
  EXPECT_THAT(pointers({{"interactions", {{"types", {{"ticket", "case"}}}}}},
                       {{"interaction_types", {"Case"}}}),
              IsEmpty());
  EXPECT_THAT(pointers(json::object(), {{"actions", {"close_ticket"}}}), ElementsAre(""));
}

TEST_F(SettingsTest, NameTypesAsTheIntegrationDoes) {
  create({{"interactions", {{"limit", 3}, {"types", {{"ticket", "case"}}}}}},
         {{"interaction_types", {"Case"}}});
  answer(listOf({{{"Id", kCaseId},
                  {"Subject", "A"},
                  {"ContactId", kContactId},
                  {"CreatedDate", "2026-05-01T07:25:37.000+0000"}}}));
  const auto reply =
      ask(BAILEY_INTERACTION_RETRIEVAL, json::object(), {{"contact_external_id", kContactId}});
  EXPECT_EQ(reply.json.at(0).at("type"), "Case");
  EXPECT_THAT(queries().front(), testing::EndsWith(" LIMIT 3"));
}

// The example has what every operation and action needs.
TEST_F(SettingsTest, OfTheExampleAreGood) {
  const json example =
      readJson(std::filesystem::path(BAILEY_CONFIG_FOLDER) / "examples/salesforce.json");
  std::vector<std::string> actions;
  for (const json& action : example.at("talkdesk").at("actions")) {
    actions.push_back(action.at("name"));
  }
  EXPECT_EQ(actions.size(), 5U);
  EXPECT_THAT(pointers(example.at("settings"),
                       {{"interaction_types", example.at("talkdesk").at("interaction_types")},
                        {"actions", actions},
                        {"auth_fields", {"access_token", "instance_url"}}}),
              IsEmpty());
}

}  // namespace
}  // namespace bailey::salesforce_test
