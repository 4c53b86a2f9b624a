// The actions: what is written, byte for byte, and what is made of the answers.
#include "salesforce_test.h"

#include "bailey/change_time.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace bailey::salesforce_test {
namespace {

using fakes::AdapterReply;
using fakes::CrmAnswer;
using fakes::CrmRequest;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const json kMeta = {{"contact_external_id", kContactId}, {"agent_external_id", kUserId}};
const json kNothing = listOf(json::array());

CrmAnswer made(const std::string& id) {
  return {201, json{{"id", id}, {"success", true}, {"errors", json::array()}}.dump()};
}

class ActionsTest : public SalesforceTest {
protected:
  void SetUp() override { create(); }

  void expectWrite(const CrmRequest& request,
                   const std::string& method,
                   const std::string& path,
                   const std::string& body) {
    EXPECT_EQ(request.method, method);
    EXPECT_EQ(request.url, std::string(kAddress) + "/services/data/v62.0/sobjects/" + path);
    EXPECT_EQ(request.body, body);
    EXPECT_EQ(request.field("Content-Type"), "application/json");
  }
};

TEST_F(ActionsTest, CreatesACase) {
  answer(made(kCaseId));
  answer(listOf({{{"CaseNumber", "00001027"}}}));
  const AdapterReply reply = act("create_ticket",
                                 {{"subject", "No \"light\"\n"},
                                  {"description", "Since Monday"},
                                  {"priority", "urgent"},
                                  {"status", "open"}},
                                 kMeta);
  EXPECT_EQ(reply.json, json({{"message", "Case 00001027 created"}, {"external_id", kCaseId}}))
      << reply.message;
  ASSERT_EQ(requests().size(), 2U);
  expectWrite(requests().at(0),
              "POST",
              "Case",
              R"({"Subject":"No \"light\"\u000a","Description":"Since Monday",)"
              R"("ContactId":"0035f00000AAAAAAA1","Priority":"High","Status":"Working",)"
              R"("Origin":"Phone","OwnerId":"0055f00000UUUUUAA1"})");
  EXPECT_EQ(queries().at(1), "SELECT CaseNumber FROM Case WHERE Id = '5005f00000CCCCCAA1'");
}

TEST_F(ActionsTest, CreatesACaseWithTheLeastThatIsGiven) {
  answer(made(kCaseId));
  answer(CrmAnswer{401, "[]"});  // its number; nothing is unauthorized any more
  const AdapterReply reply = act("create_ticket",
                                 {{"subject", "No light"}, {"priority", "none"}},
                                 {{"agent_external_id", "u-5"}});
  EXPECT_EQ(reply.json, json({{"message", "Case created"}, {"external_id", kCaseId}}));
  expectWrite(requests().at(0), "POST", "Case", R"({"Subject":"No light","Origin":"Phone"})");
}

TEST_F(ActionsTest, SaysThatALeadHasNoCases) {
  answer(made(kCaseId));
  answer(listOf({{{"CaseNumber", "7"}}}));
  const AdapterReply reply =
      act("create_ticket", {{"subject", "A"}}, {{"contact_external_id", kLeadId}});
  EXPECT_THAT(reply.json.at("message").get<std::string>(), HasSubstr("no cases of leads"));
  expectWrite(requests().at(0), "POST", "Case", R"({"Subject":"A","Origin":"Phone"})");
}

TEST_F(ActionsTest, ReadsTheIdWhereverItIs) {
  answer(
      CrmAnswer{201, "", {{"location", "/services/data/v62.0/sobjects/Task/00T5f00000TTTTTAA1"}}});
  EXPECT_EQ(act("add_note", {{"text", "A"}}, kMeta).json.at("external_id"), "00T5f00000TTTTTAA1");
  answer(CrmAnswer{201, "<html>"});
  EXPECT_EQ(act("add_note", {{"text", "A"}}, kMeta).json, json({{"message", "Note added"}}));
}

TEST_F(ActionsTest, TakesNoOtherPageForASuccess) {
  answer(CrmAnswer{200, "<html>please log in</html>"});
  EXPECT_EQ(act("add_note", {{"text", "A"}}, kMeta).status, BAILEY_UNAVAILABLE);
  answer({{"id", nullptr},
          {"success", false},
          {"errors", {{{"errorCode", "STRING_TOO_LONG"}, {"message", "Subject: too long"}}}}},
         200);
  const AdapterReply refused = act("add_note", {{"text", "A"}}, kMeta);
  EXPECT_EQ(refused.status, BAILEY_REJECTED);
  EXPECT_EQ(refused.message, "Salesforce did not accept this: Subject: too long");
}

TEST_F(ActionsTest, AddsANoteToTheContact) {
  answer(made("00T5f00000TTTTTAA1"));
  const AdapterReply reply = act("add_note", {{"text", "Called back\nand was happy"}}, kMeta);
  EXPECT_EQ(reply.json, json({{"message", "Note added"}, {"external_id", "00T5f00000TTTTTAA1"}}));
  ASSERT_EQ(requests().size(), 1U);
  expectWrite(
      requests().at(0),
      "POST",
      "Task",
      R"({"Subject":"Called back","Description":"Called back\u000aand was happy",)"
      R"("WhoId":"0035f00000AAAAAAA1","Status":"Completed","OwnerId":"0055f00000UUUUUAA1"})");
}

TEST_F(ActionsTest, CutsASubjectBetweenCharacters) {
  answer(made("00T5f00000TTTTTAA1"));
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += "ß";
  }
  EXPECT_EQ(act("add_note", {{"text", text}}, kMeta).status, BAILEY_OK);
  EXPECT_EQ(json::parse(requests().at(0).body).at("Subject"), text.substr(0, 160));
}

TEST_F(ActionsTest, CommentsOnACase) {
  answer(made("00a5f00000DDDDDAA1"));
  EXPECT_EQ(act("add_note", {{"text", "A"}, {"ticket_id", kCaseId}}).status, BAILEY_OK);
  expectWrite(requests().at(0),
              "POST",
              "CaseComment",
              R"({"ParentId":"5005f00000CCCCCAA1","CommentBody":"A","IsPublished":false})");
}

TEST_F(ActionsTest, FindsACaseByItsNumber) {
  answer(listOf({{{"Id", kCaseId}}}));
  answer(CrmAnswer{204, ""});
  const AdapterReply reply =
      act("update_ticket_status", {{"ticket_id", "00001026"}, {"status", "solved"}});
  EXPECT_EQ(reply.json, json({{"message", "Case is Closed now"}, {"external_id", kCaseId}}));
  EXPECT_EQ(queries().at(0), "SELECT Id FROM Case WHERE CaseNumber = '00001026' LIMIT 2");
  expectWrite(requests().at(1), "PATCH", "Case/5005f00000CCCCCAA1", R"({"Status":"Closed"})");
}

TEST_F(ActionsTest, SetsAStatusOfTheOrgs) {
  answer(CrmAnswer{204, ""});
  EXPECT_EQ(act("update_ticket_status", {{"ticket_id", kCaseId}, {"status", "Escalated"}}).status,
            BAILEY_OK);
  expectWrite(requests().at(0), "PATCH", "Case/5005f00000CCCCCAA1", R"({"Status":"Escalated"})");
}

TEST_F(ActionsTest, KeepsHostileIdsTexts) {
  for (const char* hostile : {"../User/0055f00000UUUUUAA1", "x' OR CaseNumber != '", ".."}) {
    answer(kNothing);
    EXPECT_EQ(act("update_ticket_status", {{"ticket_id", hostile}, {"status", "open"}}).status,
              BAILEY_NOT_FOUND);
  }
  EXPECT_EQ(queries().at(1),
            "SELECT Id FROM Case WHERE CaseNumber = 'x\\' OR CaseNumber != \\'' LIMIT 2");
  for (const char* action : {"create_ticket", "add_note", "log_call", "create_or_update_contact"}) {
    EXPECT_EQ(act(action,
                  {{"subject", "A"}, {"text", "A"}, {"name", "A"}},
                  {{"contact_external_id", "../User/0055f00000UUUUUAA1"}})
                  .status,
              BAILEY_INVALID_REQUEST);
  }
  EXPECT_EQ(requests().size(), 3U);
}

TEST_F(ActionsTest, LogsACall) {
  const auto day = [] {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return writeChangeTime({now, 'T'}).substr(0, std::string("2024-05-01").size());
  };
  answer(made("00T5f00000TTTTTAA1"));
  const std::string before = day();
  const AdapterReply reply = act("log_call",
                                 {{"subject", "Lamp"},
                                  {"description", "Broken"},
                                  {"direction", "Inbound"},
                                  {"duration_s", "93"}},
                                 kMeta);
  const std::string after = day();
  EXPECT_EQ(reply.json, json({{"message", "Call logged"}, {"external_id", "00T5f00000TTTTTAA1"}}));
  const std::string written = json::parse(requests().at(0).body).at("ActivityDate");
  EXPECT_THAT(written, testing::AnyOf(before, after));
  expectWrite(requests().at(0),
              "POST",
              "Task",
              R"({"Subject":"Lamp","Description":"Broken","WhoId":"0035f00000AAAAAAA1",)"
              R"("TaskSubtype":"Call","CallType":"Inbound","CallDurationInSeconds":93,)"
              R"("Status":"Completed","ActivityDate":")" +
                  written + R"(","OwnerId":"0055f00000UUUUUAA1"})");
}

TEST_F(ActionsTest, NeedsSomebodyToWriteTo) {
  EXPECT_EQ(act("add_note", {{"text", "A"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("log_call", {{"subject", "A"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("create_ticket", json::object()).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("update_ticket_status", {{"status", "open"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("delete_everything", json::object()).status, BAILEY_NOT_SUPPORTED);
  EXPECT_THAT(requests(), IsEmpty());
}

TEST_F(ActionsTest, UpdatesTheContactInWhoseScopeItRuns) {
  answer(CrmAnswer{204, ""});
  const AdapterReply reply = act("create_or_update_contact",
                                 {{"name", " Ines  Maria Prata "}, {"phone", "+351210000017"}},
                                 kMeta);
  EXPECT_EQ(reply.json,
            json({{"message", "Contact updated"},
                  {"contact_external_id", kContactId},
                  {"contact_external_type", "contact"},
                  {"contact_external_url",
                   std::string(kAddress) + "/lightning/r/Contact/0035f00000AAAAAAA1/view"}}));
  expectWrite(requests().at(0),
              "PATCH",
              "Contact/0035f00000AAAAAAA1",
              R"({"FirstName":"Ines  Maria","LastName":"Prata","Phone":"+351210000017"})");
}

TEST_F(ActionsTest, UpdatesTheOneWithThisEmail) {
  answer(listOf({{{"Id", kContactId}, {"Email", "ines@faro.example"}}}));
  answer(CrmAnswer{204, ""});
  EXPECT_EQ(act("create_or_update_contact", {{"email", "Ines@faro.example"}}).status, BAILEY_OK);
  expectWrite(
      requests().at(1), "PATCH", "Contact/0035f00000AAAAAAA1", R"({"Email":"Ines@faro.example"})");
}

TEST_F(ActionsTest, UpdatesALead) {
  answer(CrmAnswer{204, ""});
  const AdapterReply reply = act(
      "create_or_update_contact", {{"company", "Faro Lda"}}, {{"contact_external_id", kLeadId}});
  EXPECT_EQ(reply.json.at("contact_external_type"), "lead");
  expectWrite(requests().at(0), "PATCH", "Lead/00Q5f00000LLLLLAA1", R"({"Company":"Faro Lda"})");
}

TEST_F(ActionsTest, CreatesAContactInItsAccount) {
  answer(kNothing);                            // by e-mail
  answer({{"searchRecords", json::array()}});  // by phone
  answer(listOf({{{"Id", "0015f00000EEEEEAA1"}}}));
  answer(made(kContactId));
  const AdapterReply reply = act("create_or_update_contact",
                                 {{"name", "Prata"},
                                  {"email", "ines@faro.example"},
                                  {"phone", "210000017"},
                                  {"company", "Faro's Lda"}});
  EXPECT_EQ(reply.json.at("message"), "Contact created");
  EXPECT_EQ(reply.json.at("contact_external_id"), kContactId);
  EXPECT_EQ(queries().at(2), "SELECT Id FROM Account WHERE Name = 'Faro\\'s Lda' LIMIT 2");
  expectWrite(requests().at(3),
              "POST",
              "Contact",
              R"({"LastName":"Prata","Email":"ines@faro.example","Phone":"210000017",)"
              R"("AccountId":"0015f00000EEEEEAA1"})");
}

TEST_F(ActionsTest, GuessesNoAccountAndNobody) {
  answer(listOf({{{"Id", "0015f00000EEEEEAA1"}}, {{"Id", "0015f00000FFFFFAA1"}}}));
  answer(made(kContactId));
  const AdapterReply reply =
      act("create_or_update_contact", {{"name", "Ines Prata"}, {"company", "Faro"}});
  EXPECT_THAT(reply.json.at("message").get<std::string>(), HasSubstr("without an account"));
  expectWrite(requests().at(1), "POST", "Contact", R"({"FirstName":"Ines","LastName":"Prata"})");
  answer(listOf({{{"Id", kContactId}, {"Email", "a@b.example"}},
                 {{"Id", "0035f00000BBBBBAA1"}, {"Email", "a@b.example"}}}));
  EXPECT_EQ(act("create_or_update_contact", {{"name", "A"}, {"email", "a@b.example"}}).status,
            BAILEY_CONFLICT);
  answer(kNothing);
  EXPECT_EQ(act("create_or_update_contact", {{"email", "a@b.example"}}).status,
            BAILEY_INVALID_REQUEST)
      << "a contact needs a name";
}

TEST_F(ActionsTest, WriteTheOrgsOwnFields) {
  create({{"priorities_to_set", {{"urgent", "Critical"}}},
          {"actions",
           {{"create_ticket",
             {{"inputs", {{"region", "Region__c"}, {"count", "Count__c"}, {"gone", "Gone__c"}}},
              {"values", {{"Origin", "Talkdesk"}, {"Score__c", 7}, {"Checked__c", true}}}}},
            {"create_or_update_contact", {{"inputs", {{"company", "Company__c"}}}}}}}});
  answer(made(kCaseId));
  answer(kNothing);
  const AdapterReply reply =
      act("create_ticket",
          {{"subject", "A"}, {"priority", "urgent"}, {"region", "South \"1\""}, {"count", 3}});
  EXPECT_EQ(reply.status, BAILEY_OK);
  expectWrite(requests().at(0),
              "POST",
              "Case",
              R"({"Subject":"A","Priority":"Critical","Origin":"Talkdesk","Checked__c":true,)"
              R"("Score__c":7,"Count__c":3,"Region__c":"South \"1\""})");
  host().requests.clear();
  answer(made(kContactId));
  EXPECT_EQ(act("create_or_update_contact", {{"name", "A"}, {"company", "Faro"}}).status,
            BAILEY_OK);
  expectWrite(requests().at(0), "POST", "Contact", R"({"LastName":"A","Company__c":"Faro"})");
}

TEST_F(ActionsTest, WritesOnce) {
  for (const CrmAnswer& failure : {CrmAnswer{500, ""},
                                   CrmAnswer{503, "<html>"},
                                   CrmAnswer{0, "cut off", {}, 0, BAILEY_TIMEOUT}}) {
    host().requests.clear();
    answer(failure);
    EXPECT_NE(act("add_note", {{"text", "A"}}, kMeta).status, BAILEY_OK);
    EXPECT_EQ(requests().size(), 1U);
  }
}

TEST_F(ActionsTest, RefusedCredentialsAreSoWhileNothingIsWritten) {
  answer(CrmAnswer{401, R"([{"errorCode":"INVALID_SESSION_ID","message":"Session expired"}])"});
  EXPECT_EQ(act("add_note", {{"text", "A"}}, kMeta).status, BAILEY_UNAUTHORIZED);
}

}  // namespace
}  // namespace bailey::salesforce_test
