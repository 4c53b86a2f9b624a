// Interaction retrieval: whose tickets are shown, found by what, and nobody else's.
#include "zendesk_test.h"

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;

json ticket(int id, int requester, const json& more = json::object()) {
  json made = {{"id", id},
               {"subject", "Ticket of " + std::to_string(requester)},
               {"description", "It is broken"},
               {"created_at", "2026-05-06T08:16:30Z"},
               {"updated_at", "2026-05-06T08:20:30Z"},
               {"status", "open"},
               {"priority", "high"},
               {"requester_id", requester},
               {"via", {{"channel", "web"}}},
               {"tags", json::array()}};
  made.update(more);
  return made;
}

// A list of one in braces would be that one, as nlohmann reads it; a vector's is a list.
json tickets(const std::vector<json>& list) {
  return {{"tickets", list}, {"next_page", nullptr}, {"count", list.size()}};
}

json users(const std::vector<json>& list) {
  return {{"users", list}, {"next_page", nullptr}, {"count", list.size()}};
}

json user(int id, const json& email, const json& phone) {
  return {{"id", id}, {"email", email}, {"phone", phone}, {"role", "end-user"}, {"active", true}};
}

std::string idsOf(const fakes::AdapterReply& reply) {
  std::string ids;
  for (const auto& each : reply.json) {
    (ids += ids.empty() ? "" : " ") += each["id"].get<std::string>();
  }
  return ids;
}

class ZendeskInteractions : public ZendeskTest {
protected:
  ZendeskInteractions() { talkdesk["interaction_types"] = {"Ticket"}; }

  fakes::AdapterReply of(const json& contact, const json& meta = json::object()) {
    return ask(BAILEY_INTERACTION_RETRIEVAL, meta, contact);
  }
};

constexpr const char* kRequestedBy7 =
    "GET /api/v2/users/7/tickets/requested?sort_by=updated_at&sort_order=desc&per_page=50";

TEST_F(ZendeskInteractions, AreFoundById) {
  answers = {answer(200, tickets({ticket(35, 7)}))};
  const fakes::AdapterReply reply =
      of({{"contact_external_id", "7"}, {"contact_emails", {"other@example.com"}}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(line(0), kRequestedBy7);
  EXPECT_EQ(reply.json,
            (json::array({{{"id", "35"},
                           {"subject", "Ticket of 7"},
                           {"description", "It is broken"},
                           {"date", "2026-05-06T08:16:30Z"},
                           {"url", "https://acme.zendesk.com/agent/tickets/35"},
                           {"type", "Ticket"},
                           {"priority", "high"},
                           {"status", "open"}}})));
}

TEST_F(ZendeskInteractions, OfOthersAreLeftOut) {
  answers = {answer(200,
                    tickets({ticket(1, 8),
                             ticket(2, 7),
                             ticket(3, 9, {{"requester_id", nullptr}}),
                             ticket(4, 7, {{"id", nullptr}}),
                             "odd"}))};
  EXPECT_EQ(idsOf(of({{"contact_external_id", "7"}})), "2");
  ASSERT_EQ(host.log.size(), 1U);
  EXPECT_EQ(host.log[0], "2 tickets of other users left out");
}

TEST_F(ZendeskInteractions, AreFoundByEmailWhenTheIdIsGone) {
  answers = {answer(404, {{"error", "RecordNotFound"}}),
             answer(200, users({user(7, "Ines@Faro.example", nullptr)})),
             answer(200, tickets({ticket(35, 7)}))};
  EXPECT_EQ(idsOf(of({{"contact_external_id", "6"}, {"contact_emails", {"ines@faro.example"}}})),
            "35");
  EXPECT_EQ(line(1), "GET /api/v2/users/search?query=email%3A%22ines%40faro.example%22");
  EXPECT_EQ(line(2), kRequestedBy7);
}

TEST_F(ZendeskInteractions, AFilterThatIsIgnoredFindsNobody) {
  answers = {answer(200,
                    users({user(1, "a@example.com", nullptr),
                           user(2, "b@example.com", nullptr),
                           user(3, "c@example.com", nullptr)})),
             answer(200, {{"identities", json::array()}}),
             answer(404, {{"error", "RecordNotFound"}})};
  EXPECT_EQ(of({{"contact_emails", {"ines@faro.example"}}}).json, json::array());
  EXPECT_EQ(line(1), "GET /api/v2/users/1/identities");
  EXPECT_EQ(line(2), "GET /api/v2/users/2/identities");
}

TEST_F(ZendeskInteractions, AFurtherAddressFindsItsUser) {
  answers = {answer(200, users({user(7, "first@faro.example", nullptr)})),
             answer(200,
                    {{"identities",
                      {{{"type", "email"}, {"value", "first@faro.example"}},
                       {{"type", "email"}, {"value", "ines@faro.example"}}}}}),
             answer(200, tickets({ticket(35, 7)}))};
  EXPECT_EQ(idsOf(of({{"contact_emails", {"ines@faro.example"}}})), "35");
}

TEST_F(ZendeskInteractions, AreFoundByPhoneHoweverItIsWritten) {
  answers = {answer(200, users({})),
             answer(200, users({user(7, nullptr, "912 000 017")})),
             answer(200, tickets({ticket(35, 7)}))};
  EXPECT_EQ(idsOf(of({{"contact_emails", {"ines@faro.example"}},
                      {"contact_phones", {"+351 912 000 017"}}})),
            "35");
  EXPECT_EQ(line(1), "GET /api/v2/users/search?query=phone%3A%2A912000017");
}

TEST_F(ZendeskInteractions, AnExactNumberIsPreferred) {
  answers = {answer(200,
                    users({user(6, nullptr, "+34912000017"),
                           user(7, nullptr, "+351912000017"),
                           user(8, nullptr, "912000017")})),
             answer(200, {{"identities", json::array()}}),
             answer(200, tickets({ticket(35, 7)}))};
  EXPECT_EQ(idsOf(of({{"contact_phones", {"+351912000017"}}})), "35");
}

TEST_F(ZendeskInteractions, ASharedNumberFindsNobody) {
  answers = {
      answer(200, users({user(7, nullptr, "+351912000017"), user(8, nullptr, "+351912000017")}))};
  EXPECT_EQ(of({{"contact_phones", {"+351912000017"}}}).json, json::array());
}

TEST_F(ZendeskInteractions, ADeletedUserIsNobody) {
  json gone = user(7, "ines@faro.example", nullptr);
  gone["active"] = false;
  answers = {answer(200, users({gone}))};
  EXPECT_EQ(of({{"contact_emails", {"ines@faro.example"}}}).json, json::array());
}

TEST_F(ZendeskInteractions, ANameFindsNobody) {
  EXPECT_EQ(of({{"contact_name", "Ines Prata"}}).json, json::array());
  EXPECT_TRUE(host.requests.empty());
}

TEST_F(ZendeskInteractions, HostileIdsAreNotSent) {
  for (const char* id : {"../../tickets",
                         "7/../8",
                         "7?x",
                         "7;DROP",
                         "0",
                         "-7",
                         "7 ",
                         "9999999999999999999",
                         "\xC3\xA9"}) {
    const fakes::AdapterReply reply = of({{"contact_external_id", id}});
    EXPECT_EQ(reply.status, BAILEY_OK) << id;
    EXPECT_EQ(reply.json, json::array()) << id;
    EXPECT_TRUE(host.requests.empty()) << id;
  }
}

TEST_F(ZendeskInteractions, HostileSearchTextsAreNotSent) {
  for (const char* email : {"\" OR type:user \"@x",
                            "a@b.c\" role:admin",
                            "a@b.c\\",
                            "*@b.c",
                            "two words@b.c",
                            "a@b.c\nrole:admin",
                            "@",
                            "nobody"}) {
    EXPECT_EQ(of({{"contact_emails", {email}}}).json, json::array()) << email;
    EXPECT_TRUE(host.requests.empty()) << email;
  }
  for (const char* phone : {"", "+", "112", "0000", "abc", "*", "role:admin"}) {
    EXPECT_EQ(of({{"contact_phones", {phone}}}).json, json::array()) << phone;
    EXPECT_TRUE(host.requests.empty()) << phone;
  }
}

TEST_F(ZendeskInteractions, OperatorsInASearchTextStayText) {
  answers = {answer(200, users({}))};
  of({{"contact_emails", {"a:b-c&x=y#z/../?role:admin@b.c"}}});
  EXPECT_EQ(line(0),
            "GET /api/v2/users/search?query=email%3A%22a%3Ab-c%26x%3Dy%23z%2F..%2F%3Frole"
            "%3Aadmin%40b.c%22");
  answers = {answer(200, users({}))};
  of({{"contact_phones", {"+351 912-000-017 role:admin OR *"}}});
  EXPECT_EQ(line(0), "GET /api/v2/users/search?query=phone%3A%2A912000017");
}

TEST_F(ZendeskInteractions, OnlySomeAddressesAreLookedFor) {
  for (int i = 0; i < 6; ++i) {
    answers.push_back(answer(200, users({})));
  }
  json emails = json::array();
  json phones = json::array();
  for (int i = 0; i < 50; ++i) {
    emails.push_back("e" + std::to_string(i) + "@example.com");
    phones.push_back("+3519120000" + std::to_string(10 + i));
  }
  EXPECT_EQ(of({{"contact_emails", emails}, {"contact_phones", phones}}).json, json::array());
  EXPECT_EQ(host.requests.size(), 6U);
}

TEST_F(ZendeskInteractions, NoTypesAreAllTypesAndNoneIsNone) {
  EXPECT_EQ(of({{"contact_external_id", "7"}}, {{"interaction_types", json::array()}}).json,
            json::array());
  EXPECT_EQ(of({{"contact_external_id", "7"}}, {{"interaction_types", {"case"}}}).json,
            json::array());
  EXPECT_TRUE(host.requests.empty());
  answers = {answer(200, tickets({ticket(35, 7)}))};
  const fakes::AdapterReply reply =
      of({{"contact_external_id", "7"}}, {{"interaction_types", {"TICKET"}}});
  EXPECT_EQ(reply.json[0]["type"], "Ticket");
}

TEST_F(ZendeskInteractions, CallsAreTicketsUnlessTheyAreToldApart) {
  const json list = tickets({ticket(1, 7, {{"via", {{"channel", "voice"}}}}),
                             ticket(2, 7, {{"tags", {"vip", "talkdesk_call"}}}),
                             ticket(3, 7)});
  answers = {answer(200, list)};
  EXPECT_EQ(idsOf(of({{"contact_external_id", "7"}})), "1 2 3");
}

TEST_F(ZendeskInteractions, CallsCanBeAskedForAlone) {
  talkdesk["interaction_types"] = {"ticket", "call"};
  const json list = tickets({ticket(1, 7, {{"via", {{"channel", "voice"}}}}),
                             ticket(2, 7, {{"tags", {"talkdesk_call"}}}),
                             ticket(3, 7)});
  answers = {answer(200, list)};
  const fakes::AdapterReply calls =
      of({{"contact_external_id", "7"}}, {{"interaction_types", {"call"}}});
  EXPECT_EQ(idsOf(calls), "1 2");
  EXPECT_EQ(calls.json[0]["type"], "call");
  answers = {answer(200, list)};
  EXPECT_EQ(idsOf(of({{"contact_external_id", "7"}}, {{"interaction_types", {"ticket"}}})), "3");
}

TEST_F(ZendeskInteractions, NotesComeFromTheNewestTickets) {
  talkdesk["interaction_types"] = {"ticket", "note"};
  settings["interactions"] = {{"noted_tickets", 2}, {"limit", 10}};
  const json comments = {{"comments",
                          {{{"id", 91}, {"public", true}, {"type", "Comment"}, {"body", "Hello"}},
                           {{"id", 92},
                            {"public", false},
                            {"type", "Comment"},
                            {"body", "Asked for\na *refund*"},
                            {"plain_body", "Asked for\na refund"},
                            {"created_at", "2026-05-06T08:17:00Z"}},
                           {{"id", 93}, {"public", nullptr}},
                           5}}};
  answers = {answer(200, tickets({ticket(3, 7), ticket(2, 7), ticket(1, 7)})),
             answer(200, comments),
             answer(404, {{"error", "RecordNotFound"}})};
  const fakes::AdapterReply reply = of({{"contact_external_id", "7"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(line(0),
            "GET /api/v2/users/7/tickets/requested?sort_by=updated_at&sort_order=desc&per_page=10");
  EXPECT_EQ(line(1), "GET /api/v2/tickets/3/comments?sort_order=desc&per_page=25");
  EXPECT_EQ(line(2), "GET /api/v2/tickets/2/comments?sort_order=desc&per_page=25");
  EXPECT_EQ(idsOf(reply), "3 note-92 2 1");
  EXPECT_EQ(reply.json[1],
            (json{{"id", "note-92"},
                  {"subject", "Asked for a refund"},
                  {"description", "Asked for\na refund"},
                  {"date", "2026-05-06T08:17:00Z"},
                  {"url", "https://acme.zendesk.com/agent/tickets/3"},
                  {"type", "note"}}));
}

TEST_F(ZendeskInteractions, AnAnswerThatIsNoneIsNeverAnEmptyList) {
  answers = {answer(200, json::object()),
             answer(200, {{"tickets", json::object()}}),
             {.status = 200, .body = "<html>"},
             {.status = 200, .body = ""}};
  while (!answers.empty()) {
    EXPECT_EQ(of({{"contact_external_id", "7"}}).status, BAILEY_UNAVAILABLE);
  }
  answers = {answer(200, {{"results", json::array()}})};
  EXPECT_EQ(of({{"contact_emails", {"a@b.c"}}}).status, BAILEY_UNAVAILABLE);
}

}  // namespace
}  // namespace bailey::zendesk_test
