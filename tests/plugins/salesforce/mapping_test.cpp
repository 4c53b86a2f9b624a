// Records of Salesforce's and what Talkdesk gets of them, from case files.
#include "salesforce_test.h"

namespace bailey::salesforce_test {
namespace {

using fakes::AdapterReply;

class MappingTest : public SalesforceTest {};

TEST_F(MappingTest, OfContactsAndLeads) {
  for (const json& each : casesOf("contacts")) {
    const bool is_lead = each.value("object", "Contact") == "Lead";
    json settings = {{"contacts", {{"leads", is_lead}}}};
    settings.merge_patch(each.value("settings", json::object()));
    ASSERT_EQ(create(settings), json::array()) << each;
    answer(listOf(is_lead ? json::array() : json::array({each.at("record")})));
    if (is_lead) {
      answer(listOf({each.at("record")}));
    }
    const AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION);
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(reply.json.at("contacts"), each.at("contacts")) << each.at("case");
    EXPECT_EQ(host().answersHeld(), 0U);
  }
}

TEST_F(MappingTest, OfInteractions) {
  for (const json& each : casesOf("interactions")) {
    ASSERT_EQ(create(each.value("settings", json::object())), json::array()) << each;
    const std::string object = each.at("object");
    json record = each.at("record");
    record.update(object == "CaseComment"
                      ? json{{"Parent", {{"CaseNumber", "00001026"}, {"ContactId", kContactId}}}}
                      : json{{object == "Case" ? "ContactId" : "WhoId", kContactId}});
    answer(listOf(object == "Case" ? json::array({record}) : json::array()));
    answer(listOf(object == "Task" ? json::array({record}) : json::array()));
    answer(listOf(object == "CaseComment" ? json::array({record}) : json::array()));
    const AdapterReply reply =
        ask(BAILEY_INTERACTION_RETRIEVAL, json::object(), {{"contact_external_id", kContactId}});
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(reply.json, json::array({each.at("interaction")})) << each.at("case");
    EXPECT_EQ(host().answersHeld(), 0U);
  }
}

}  // namespace
}  // namespace bailey::salesforce_test
