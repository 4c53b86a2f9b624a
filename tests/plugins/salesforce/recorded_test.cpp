// Answers that were recorded from Salesforce. They stay in ../shared, as not all of them may be
// passed on; without that folder these tests are skipped and say so.
#include "salesforce_test.h"

#include <algorithm>
#include <set>

namespace bailey::salesforce_test {
namespace {

namespace fs = std::filesystem;
using fakes::AdapterReply;
using fakes::CrmAnswer;

fs::path recordings() {
  return fs::path(BAILEY_SHARED_FOLDER) / "crm/specs/fixtures/salesforce";
}

struct Recording {
  std::string file;
  json request;
  CrmAnswer answer;
};

CrmAnswer answerOf(const json& response) {
  const json& body = response.at("body");
  CrmAnswer answer{response.at("status"), body.is_string() ? body.get<std::string>() : body.dump()};
  if (body.is_null()) {
    answer.body.clear();
  }
  for (const auto& [name, value] : response.at("headers").items()) {
    answer.fields.emplace_back(name, value.get<std::string>());
  }
  return answer;
}

std::vector<Recording> all() {
  std::vector<Recording> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(recordings())) {
    const json file = readJson(entry.path());
    for (const json& exchange : file.at("exchanges")) {
      found.push_back({entry.path().filename().string(),
                       exchange.at("request"),
                       answerOf(exchange.at("response"))});
    }
  }
  return found;
}

bool isQueryOf(const Recording& recording, const std::string& object) {
  const json& query = recording.request.at("query");
  const std::string soql = query.is_object() ? query.value("q", "") : "";
  return soql.find("FROM " + object) != std::string::npos;
}

class RecordedTest : public SalesforceTest {
protected:
  void SetUp() override {
    if (!fs::is_directory(recordings())) {
      GTEST_SKIP() << "no recorded answers: " << recordings() << " is not there";
    }
    create();
  }
};

TEST_F(RecordedTest, ContactsLoseNothing) {
  std::size_t contacts = 0;
  for (Recording& recording : all()) {
    if (!isQueryOf(recording, "Contact ")) {
      continue;
    }
    const json body = json::parse(recording.answer.body);
    answer(recording.answer);
    const AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION);
    ASSERT_EQ(reply.status, BAILEY_OK) << recording.file << reply.message;
    const json& mapped = reply.json.at("contacts");
    ASSERT_EQ(mapped.size(), body.at("records").size());
    for (std::size_t i = 0; i < mapped.size(); ++i) {
      const json& record = body.at("records").at(i);
      EXPECT_EQ(mapped[i].at("id"), record.at("Id"));
      EXPECT_EQ(mapped[i].at("name"),
                record.at("FirstName").get<std::string>() + ' ' +
                    record.at("LastName").get<std::string>());
      std::set<std::string> phones;
      for (const char* field : {"Phone", "MobilePhone"}) {
        if (record.at(field).is_string()) {
          phones.insert(record.at(field).get<std::string>());
        }
      }
      EXPECT_EQ(mapped[i].value("phones", json::array()).size(), phones.size());
      EXPECT_EQ(mapped[i].contains("emails"), record.at("Email").is_string());
      EXPECT_EQ(mapped[i].contains("title"), record.at("Title").is_string());
      EXPECT_EQ(mapped[i].contains("address"), record.at("MailingStreet").is_string());
      EXPECT_NE(mapped[i].value("updated_at", ""), "");
    }
    contacts += mapped.size();
  }
  EXPECT_GE(contacts, 12U);
}

TEST_F(RecordedTest, CasesLoseNothing) {
  std::size_t cases = 0;
  for (Recording& recording : all()) {
    if (!isQueryOf(recording, "Case ")) {
      continue;
    }
    const json body = json::parse(recording.answer.body);
    for (const json& record : body.at("records")) {
      // Each once more by itself, as its contact's only one.
      answer(listOf({record}));
      const AdapterReply reply = ask(BAILEY_INTERACTION_RETRIEVAL,
                                     {{"interaction_types", {"ticket"}}},
                                     {{"contact_external_id", record.at("ContactId")}});
      ASSERT_EQ(reply.status, BAILEY_OK) << recording.file << reply.message;
      ASSERT_EQ(reply.json.size(), 1U) << record;
      const json& item = reply.json.at(0);
      EXPECT_EQ(item.at("id"), record.at("Id"));
      EXPECT_EQ(item.at("subject"), record.at("Subject"));
      EXPECT_EQ(item.contains("description"), record.at("Description").is_string());
      EXPECT_TRUE(item.contains("status")) << record;
      EXPECT_TRUE(item.contains("priority")) << record;
      ++cases;
    }
  }
  EXPECT_GE(cases, 20U);
}

TEST_F(RecordedTest, UsersLoseNothing) {
  for (Recording& recording : all()) {
    if (isQueryOf(recording, "User ")) {
      const json body = json::parse(recording.answer.body);
      const auto active =
          std::count_if(body.at("records").begin(), body.at("records").end(), [](const json& user) {
            return user.at("IsActive") == true;
          });
      answer(recording.answer);
      const AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION);
      ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
      EXPECT_EQ(reply.json.at("agents").size(), static_cast<std::size_t>(active));
    }
  }
}

// Whatever was recorded for anything: each operation ends with an answer or a failure, and keeps
// none of Salesforce's.
TEST_F(RecordedTest, NoAnswerIsTooMuchForAnyOperation) {
  const std::vector<Recording> recorded = all();
  ASSERT_GE(recorded.size(), 90U);
  for (const Recording& recording : recorded) {
    answerAll([&](const fakes::CrmRequest& /*request*/) { return recording.answer; });
    const json person = {{"contact_external_id", kContactId}, {"contact_phones", {"+12125550123"}}};
    const std::vector<AdapterReply> replies = {
        ask(BAILEY_AUTH_VALIDATION),
        ask(BAILEY_CONTACT_SYNCHRONIZATION),
        ask(BAILEY_AGENT_SYNCHRONIZATION),
        ask(BAILEY_INTERACTION_RETRIEVAL, json::object(), person),
        act("add_note", {{"text", "A"}}, person),
        act("create_ticket", {{"subject", "A"}}, person),
        act("update_ticket_status", {{"ticket_id", kCaseId}, {"status", "open"}})};
    for (const AdapterReply& reply : replies) {
      EXPECT_NE(reply.status, BAILEY_INTERNAL) << recording.file;
      if (recording.answer.status >= 300) {
        EXPECT_NE(reply.status, BAILEY_OK) << recording.file;
      }
    }
    EXPECT_EQ(host().answersHeld(), 0U) << recording.file;
  }
}

TEST_F(RecordedTest, WritesAreUnderstood) {
  for (const Recording& recording : all()) {
    const std::string method = recording.request.at("method");
    const std::string path = recording.request.at("path");
    const bool is_create = method == "POST" && path.find("/sobjects/") != std::string::npos;
    if (is_create && recording.answer.status == 201) {
      answer(recording.answer);
      const AdapterReply reply =
          act("add_note", {{"text", "A"}}, {{"contact_external_id", kContactId}});
      EXPECT_EQ(reply.json.at("external_id"), json::parse(recording.answer.body).at("id"));
    }
    if (method == "PATCH" && recording.answer.status < 300) {
      answer(recording.answer);
      EXPECT_EQ(act("update_ticket_status", {{"ticket_id", kCaseId}, {"status", "open"}}).status,
                BAILEY_OK);
    }
  }
}

}  // namespace
}  // namespace bailey::salesforce_test
