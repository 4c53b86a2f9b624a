// Interaction retrieval: by id, then e-mail, then phone, and never anybody else's.
#include "salesforce_test.h"

#include <gmock/gmock.h>

namespace bailey::salesforce_test {
namespace {

using fakes::AdapterReply;
using fakes::CrmAnswer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* kCases =
    "SELECT Id,CaseNumber,Subject,Description,Status,Priority,IsClosed,CreatedDate,ContactId FROM "
    "Case WHERE ContactId IN ('0035f00000AAAAAAA1') ORDER BY LastModifiedDate DESC LIMIT 50";
constexpr const char* kTasks =
    "SELECT Id,Subject,Description,Status,Priority,IsClosed,TaskSubtype,ActivityDate,"
    "CompletedDateTime,CreatedDate,WhoId FROM Task WHERE WhoId IN ('0035f00000AAAAAAA1')";
constexpr const char* kComments =
    "SELECT Id,CommentBody,CreatedDate,ParentId,Parent.CaseNumber,Parent.ContactId FROM "
    "CaseComment WHERE Parent.ContactId IN ('0035f00000AAAAAAA1') ORDER BY CreatedDate DESC LIMIT "
    "50";
const json kNothing = listOf(json::array());

json aCase(const char* contact = kContactId) {
  return {{"Id", kCaseId},
          {"CaseNumber", "00001026"},
          {"Subject", "No light"},
          {"Status", "New"},
          {"CreatedDate", "2026-05-01T07:25:37.000+0000"},
          {"ContactId", contact}};
}

class InteractionsTest : public SalesforceTest {
protected:
  AdapterReply of(const json& data, const json& types = nullptr) {
    host().requests.clear();
    return ask(BAILEY_INTERACTION_RETRIEVAL, {{"interaction_types", types}}, data);
  }
};

TEST_F(InteractionsTest, AsksForAllKindsOfAContact) {
  create();
  answer(listOf({aCase()}));
  answer(kNothing);
  answer(kNothing);
  const AdapterReply reply = of({{"contact_external_id", kContactId}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json.size(), 1U);
  EXPECT_THAT(
      queries(),
      ElementsAre(kCases, std::string(kTasks) + " ORDER BY CreatedDate DESC LIMIT 50", kComments));
}

TEST_F(InteractionsTest, AsksOnlyForWantedTypes) {
  create();
  answer(kNothing);
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"TICKET"}).status, BAILEY_OK);
  EXPECT_THAT(queries(), ElementsAre(kCases));
  answer(kNothing);
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"call"}).status, BAILEY_OK);
  EXPECT_THAT(queries(),
              ElementsAre(std::string(kTasks) +
                          " AND TaskSubtype IN ('Call') ORDER BY CreatedDate DESC LIMIT 50"));
  answer(kNothing);
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"call", "email"}).status, BAILEY_OK);
  EXPECT_THAT(queries().front(), HasSubstr(" AND TaskSubtype IN ('Call','Email','ListEmail') "));
  answer(kNothing);
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"task"}).status, BAILEY_OK);
  EXPECT_THAT(queries().front(),
              HasSubstr(" AND TaskSubtype NOT IN ('Call','Email','ListEmail') "));
  answer(kNothing);
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"note"}).status, BAILEY_OK);
  EXPECT_THAT(queries(), ElementsAre(kComments));
}

TEST_F(InteractionsTest, AsksNothingWhenNothingIsWanted) {
  create();
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, json::array()).json, json::array());
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"invoice"}).json, json::array());
  EXPECT_EQ(of(json::object()).json, json::array());  // nobody known
  EXPECT_EQ(of({{"contact_name", "Ines Prata"}}).json, json::array());
  EXPECT_THAT(requests(), IsEmpty());
}

TEST_F(InteractionsTest, ShowsNobodyElsesRecords) {
  create();
  answer(listOf({aCase("0035f00000BBBBBAA1"), aCase(), aCase("0035f00000AAAAA")}));
  const AdapterReply reply = of({{"contact_external_id", kContactId}}, {"ticket"});
  EXPECT_EQ(reply.json.size(), 2U) << "its own, whichever form its id has";
}

TEST_F(InteractionsTest, LooksForADeletedContactByItsEmail) {
  create();
  answer(kNothing);  // its cases
  answer(kNothing);  // the contact
  answer(listOf({{{"Id", kContactId}, {"Email", "INES@faro.example"}}}));
  answer(listOf({aCase()}));
  const AdapterReply reply =
      of({{"contact_external_id", "0035f00000ZZZZZAA1"}, {"contact_emails", {"ines@faro.example"}}},
         {"ticket"});
  EXPECT_EQ(reply.json.size(), 1U);
  EXPECT_EQ(queries().at(1), "SELECT Id FROM Contact WHERE Id = '0035f00000ZZZZZAA1'");
  EXPECT_EQ(queries().at(2),
            "SELECT Id,Email FROM Contact WHERE Email IN ('ines@faro.example') LIMIT 100");
  EXPECT_EQ(queries().at(3), kCases);
}

TEST_F(InteractionsTest, BelievesThatAContactHasNone) {
  create();
  answer(kNothing);
  answer(listOf({{{"Id", kContactId}}}));
  const AdapterReply reply = of(
      {{"contact_external_id", kContactId}, {"contact_emails", {"ines@faro.example"}}}, {"ticket"});
  EXPECT_EQ(reply.json, json::array());
}

TEST_F(InteractionsTest, KeepsHostileTextsTexts) {
  create();
  answer(kNothing);
  EXPECT_EQ(of({{"contact_external_id", "003' OR Id != '"},
                {"contact_emails", {"x') OR (Email != '", "\\"}},
                {"contact_phones", {"} RETURNING User(Id)", "*"}}},
               {"ticket"})
                .json,
            json::array());
  EXPECT_THAT(queries(),
              ElementsAre("SELECT Id,Email FROM Contact WHERE Email IN ('x\\') OR (Email != "
                          "\\'','\\\\') LIMIT 100"));
  EXPECT_THAT(requests().front().url, HasSubstr("%27x%5C%27%29%20OR%20%28Email%20%21%3D%20%5C%27"));
}

TEST_F(InteractionsTest, FindsByPhoneWhoeverReallyHasIt) {
  create({{"contacts",
           {{"leads", true},
            {"fields", {{"phones", {"Phone", "Second__c"}}}},
            {"lead_fields", {{"phones", "Phone"}}}}}});
  answer({{"searchRecords",
           {{{"attributes", {{"type", "Contact"}}}, {"Id", kContactId}, {"Phone", "(210) 000-017"}},
            {{"Id", "0035f00000BBBBBAA1"}, {"Phone", "210000018"}},
            {{"Id", kLeadId}, {"Phone", "210 000 017"}},
            {{"Id", "no id"}, {"Phone", "210000017"}}}}});
  answer(listOf({aCase()}));
  const AdapterReply reply = of({{"contact_phones", {"+351210000017"}}}, {"ticket"});
  EXPECT_EQ(reply.json.size(), 1U);
  EXPECT_EQ(queries().front(),
            "FIND {\"351210000017\" OR \"51210000017\" OR \"051210000017\" OR \"1210000017\" OR "
            "\"01210000017\" OR \"210000017\" OR \"0210000017\"} IN PHONE FIELDS RETURNING "
            "Contact(Id,Phone,Second__c LIMIT 50),Lead(Id,Phone LIMIT 50)");
  EXPECT_THAT(requests().front().target(), StartsWith("/services/data/v62.0/search?q=FIND%20%7B"));
}

TEST_F(InteractionsTest, TakesTheSameNumberBeforeOneThatMayBe) {
  create();
  answer({{{"Id", "0035f00000BBBBBAA1"}, {"Phone", "210000017"}},
          {{"Id", kContactId}, {"MobilePhone", "+351 210 000 017"}}});  // an old version's list
  answer(kNothing);
  EXPECT_EQ(of({{"contact_phones", {"+351210000017"}}}, {"ticket"}).status, BAILEY_OK);
  EXPECT_EQ(queries().back(), kCases);
}

TEST_F(InteractionsTest, TakesNobodyForASharedAddress) {
  create();
  answer(listOf({{{"Id", kContactId}, {"Email", "office@faro.example"}},
                 {{"Id", "0035f00000BBBBBAA1"}, {"Email", "office@faro.example"}}}));
  answer({{"searchRecords", json::array()}});
  const AdapterReply reply =
      of({{"contact_emails", {"office@faro.example"}}, {"contact_phones", {"+351210000017"}}});
  EXPECT_EQ(reply.json, json::array());
  EXPECT_THAT(host().log, testing::Contains(HasSubstr("1 of the contact's e-mails and phones")));
}

TEST_F(InteractionsTest, KnowsLeadsWhenAskedTo) {
  create({{"contacts", {{"leads", true}}}});
  answer(kNothing);
  answer(listOf({{{"Id", kLeadId}, {"Email", "omar@faro.example"}}}));
  answer(listOf({{{"Id", "00T5f00000TTTTTAA1"},
                  {"Subject", "Call"},
                  {"TaskSubtype", "Call"},
                  {"CreatedDate", "2026-05-01T07:25:37.000+0000"},
                  {"WhoId", kLeadId}}}));
  const AdapterReply reply = of({{"contact_emails", {"omar@faro.example"}}}, {"call"});
  ASSERT_EQ(reply.json.size(), 1U);
  EXPECT_EQ(reply.json.at(0).at("type"), "call");
  EXPECT_EQ(queries().at(1),
            "SELECT Id,Email FROM Lead WHERE IsConverted = false AND (Email IN "
            "('omar@faro.example')) LIMIT 100");
}

TEST_F(InteractionsTest, LeavesOutWhatIsNoInteraction) {
  create();
  json without_date = aCase();
  without_date["CreatedDate"] = nullptr;
  json without_id = aCase();
  without_id["Id"] = "x'";
  answer(listOf({without_date, without_id, nullptr, "text", json::object(), aCase()}));
  EXPECT_EQ(of({{"contact_external_id", kContactId}}, {"ticket"}).json.size(), 1U);
}

TEST_F(InteractionsTest, FailsWhenSalesforceDoes) {
  create();
  answer(CrmAnswer{429, "", {}, 17});
  const AdapterReply reply = of({{"contact_external_id", kContactId}}, {"ticket"});
  EXPECT_EQ(reply.status, BAILEY_RATE_LIMITED);
  EXPECT_EQ(reply.retry_after_s, 17U);
}

}  // namespace
}  // namespace bailey::salesforce_test
