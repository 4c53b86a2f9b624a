// What real accounts of Zendesk answered, mapped without loss. The recordings lie beside the
// repository, because their licences are others'; without them these tests are skipped.
#include "contact_mapping.h"
#include "interaction_mapping.h"
#include "parsed_json.h"
#include "zendesk_test.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;

const std::filesystem::path kRecordings = BAILEY_ZENDESK_RECORDINGS;

std::vector<json> exchanges() {
  std::vector<json> found;
  for (const auto& entry : std::filesystem::directory_iterator(kRecordings)) {
    std::ifstream file(entry.path());
    json recording = json::parse(file);
    for (json& exchange : recording["exchanges"]) {
      exchange["file"] = entry.path().filename().string();
      found.push_back(std::move(exchange));
    }
  }
  return found;
}

fakes::CrmAnswer answerOf(const json& exchange) {
  const json& response = exchange["response"];
  fakes::CrmAnswer answer{.status = response["status"], .body = ""};
  answer.body = response["body"].is_null() ? "" : response["body"].dump();
  for (const auto& [name, value] : response["headers"].items()) {
    answer.fields.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
  }
  return answer;
}

std::string textOf(const json& value) {
  return value.is_null()     ? std::string()
         : value.is_string() ? value.get<std::string>()
                             : value.dump();
}

class ZendeskRecorded : public ZendeskTest {
protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(kRecordings)) {
      GTEST_SKIP() << "the recorded answers are not here: " << kRecordings;
    }
    recorded_ = exchanges();
    ASSERT_GT(recorded_.size(), 100U);
  }

  [[nodiscard]] const std::vector<json>& everything() const { return recorded_; }

  // Calls visit(record) for every record of a list, or for the one record, with these names.
  std::size_t forEachRecord(const std::set<std::string>& names,
                            const std::function<void(const json&)>& visit) const {
    std::size_t seen = 0;
    for (const json& exchange : recorded_) {
      const json& body = exchange["response"]["body"];
      if (!body.is_object()) {
        continue;
      }
      for (const auto& [name, value] : body.items()) {
        if (!names.contains(name)) {
          continue;
        }
        SCOPED_TRACE(exchange["file"]);
        for (const json& record : value.is_array() ? value : json::array({value})) {
          ++seen;
          visit(record);
        }
      }
    }
    return seen;
  }

  // The recorded exchanges of that method whose path contains `part`, with that status.
  [[nodiscard]] std::vector<json> of(const std::string& method,
                                     const std::string& part,
                                     int status) const {
    std::vector<json> found;
    for (const json& exchange : recorded_) {
      const json& request = exchange["request"];
      if (request["method"] == method && exchange["response"]["status"] == status &&
          request["path"].get<std::string>().find(part) != std::string::npos) {
        found.push_back(exchange);
      }
    }
    return found;
  }

private:
  std::vector<json> recorded_;
};

TEST_F(ZendeskRecorded, EveryUserBecomesAContact) {
  const zendesk::ContactSettings defaults;
  const std::size_t seen = forEachRecord({"users", "user", "results"}, [&](const json& user) {
    if (!user.contains("role")) {
      return;
    }
    const ParsedJson record(user);
    const Contact contact =
        zendesk::toContact(record.node(), zendesk::Sideloads(), defaults, kOrigin);
    EXPECT_EQ(contact.id, user["id"].dump());
    EXPECT_EQ(contact.name, user["name"]);
    EXPECT_EQ(contact.url, std::string(kOrigin) + "/agent/users/" + user["id"].dump());
    const std::string email = textOf(user["email"]);
    EXPECT_EQ(contact.emails, email.empty() ? std::vector<std::string>() : std::vector{email});
    const std::string phone = textOf(user["phone"]);
    EXPECT_EQ(contact.phones, phone.empty() ? std::vector<std::string>() : std::vector{phone});
    const bool has_photo = user.contains("photo") && !user["photo"].is_null();
    EXPECT_EQ(contact.photo_url, has_photo ? textOf(user["photo"]["content_url"]) : "");
    EXPECT_EQ(zendesk::isContact(record.node(), defaults),
              user["role"] == "end-user" && user["active"] == true);
  });
  EXPECT_GT(seen, 200U);
}

TEST_F(ZendeskRecorded, EveryTicketBecomesAnInteraction) {
  const zendesk::InteractionSettings defaults;
  const std::size_t seen = forEachRecord({"tickets", "ticket", "results"}, [&](const json& ticket) {
    if (!ticket.contains("requester_id")) {
      return;
    }
    const ParsedJson record(ticket);
    const Interaction made = zendesk::toInteraction(record.node(), defaults, kOrigin);
    EXPECT_EQ(made.id, ticket["id"].dump());
    EXPECT_EQ(made.subject, ticket["subject"]);
    EXPECT_EQ(made.description, textOf(ticket["description"]));
    EXPECT_EQ(made.date, ticket["created_at"]);
    EXPECT_EQ(made.url, std::string(kOrigin) + "/agent/tickets/" + made.id);
    EXPECT_EQ(made.status, ticket["status"] == "hold" ? json("pending") : ticket["status"]);
    EXPECT_EQ(made.priority, ticket["priority"].is_null() ? json("none") : ticket["priority"]);
  });
  EXPECT_GT(seen, 200U);
}

TEST_F(ZendeskRecorded, EveryCommentIsReadAsANote) {
  const std::size_t seen = forEachRecord({"comments"}, [&](const json& comment) {
    const ParsedJson record(comment);
    EXPECT_EQ(zendesk::isNote(record.node()), comment["public"] == false);
    const Interaction note = zendesk::noteToInteraction(record.node(), "1", kOrigin);
    EXPECT_EQ(note.id, "note-" + comment["id"].dump());
    EXPECT_EQ(note.date, comment["created_at"]);
    EXPECT_FALSE(note.subject.empty());
    const std::string plain = textOf(comment.value("plain_body", json()));
    EXPECT_EQ(note.description, plain.empty() ? textOf(comment["body"]) : plain);
  });
  EXPECT_GT(seen, 10U);
}

TEST_F(ZendeskRecorded, EveryPageOfTheExportIsAPageOfContacts) {
  const std::vector<json> pages = of("GET", "/incremental/users/cursor", 200);
  ASSERT_GE(pages.size(), 5U);
  for (const json& page : pages) {
    SCOPED_TRACE(page["file"]);
    const json& body = page["response"]["body"];
    const auto expected =
        std::count_if(body["users"].begin(), body["users"].end(), [](const json& user) {
          return user["role"] == "end-user" && user["active"] == true;
        });
    answers = {answerOf(page)};
    if (expected == 0 && body["end_of_stream"] == false) {
      answers.push_back(answer(200, {{"users", json::array()}, {"end_of_stream", true}}));
    }
    const fakes::AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION);
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(reply.json["contacts"].size(), static_cast<std::size_t>(expected));
    EXPECT_EQ(reply.json.contains("next_offset"), expected > 0 && body["end_of_stream"] == false);
  }
}

TEST_F(ZendeskRecorded, EveryListOfUsersHasItsAgents) {
  std::size_t seen = 0;
  for (const json& page : of("GET", "/api/v2/users.json", 200)) {
    SCOPED_TRACE(page["file"]);
    json last = page;
    if (last["response"]["body"].contains("meta")) {
      last["response"]["body"]["meta"]["has_more"] = false;
    }
    const json& users = last["response"]["body"]["users"];
    const auto expected = std::count_if(users.begin(), users.end(), [](const json& user) {
      return user["role"] != "end-user" && user["active"] == true && user["suspended"] == false;
    });
    seen += static_cast<std::size_t>(expected);
    answers = {answerOf(last)};
    const fakes::AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION);
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(reply.json["agents"].size(), static_cast<std::size_t>(expected));
  }
  EXPECT_GT(seen, 10U);
}

// Also those to questions that were never asked: refused or read, but never a fault of ours.
TEST_F(ZendeskRecorded, NoAnswerIsTooOddForAnyOperation) {
  for (const json& exchange : everything()) {
    SCOPED_TRACE(exchange["file"]);
    for (const bailey_operation operation : {BAILEY_AUTH_VALIDATION,
                                             BAILEY_CONTACT_SYNCHRONIZATION,
                                             BAILEY_AGENT_SYNCHRONIZATION,
                                             BAILEY_INTERACTION_RETRIEVAL}) {
      answers.assign(9, answerOf(exchange));
      const fakes::AdapterReply reply =
          ask(operation, json::object(), {{"contact_external_id", "7"}});
      EXPECT_NE(reply.status, BAILEY_INTERNAL);
      EXPECT_NE(reply.status, BAILEY_UNSET);
      answers.clear();
    }
  }
}

TEST_F(ZendeskRecorded, TheUserOfTheCredentialsIsKnown) {
  const std::vector<json> all = of("GET", "/users/me", 200);
  ASSERT_FALSE(all.empty());
  answers = {answerOf(all.front())};
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_OK);
}

TEST_F(ZendeskRecorded, EveryTicketThatWasMadeHasItsId) {
  const std::vector<json> all = of("POST", "/api/v2/tickets.json", 201);
  ASSERT_GT(all.size(), 2U);
  for (const json& exchange : all) {
    answers = {answerOf(exchange)};
    const fakes::AdapterReply reply = act("create_ticket", {{"subject", "Test"}});
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(reply.json["external_id"], exchange["response"]["body"]["ticket"]["id"].dump());
  }
}

TEST_F(ZendeskRecorded, EveryUserThatWasMadeHasItsId) {
  const std::vector<json> all = of("POST", "/api/v2/users.json", 201);
  ASSERT_GT(all.size(), 5U);
  for (const json& exchange : all) {
    answers = {answerOf(exchange)};
    const fakes::AdapterReply reply =
        act("create_or_update_contact", {{"name", "Ines"}, {"email", "ines@faro.example"}});
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(reply.json["contact_external_id"], exchange["response"]["body"]["user"]["id"].dump());
  }
}

TEST_F(ZendeskRecorded, WhatIsGoneIsNotFound) {
  const std::vector<json> all = of("PUT", "/api/v2/", 404);
  ASSERT_GT(all.size(), 1U);
  for (const json& exchange : all) {
    answers = {answerOf(exchange)};
    EXPECT_EQ(act("update_ticket_status", {{"ticket_id", "3"}, {"status", "open"}}).status,
              BAILEY_NOT_FOUND);
  }
}

}  // namespace
}  // namespace bailey::zendesk_test
