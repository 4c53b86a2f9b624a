// The five actions: what is sent, byte for byte, and what is said of the result.
#include "zendesk_test.h"

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;

class ZendeskActions : public ZendeskTest {
protected:
  // The one write among the requests.
  const fakes::CrmRequest& sent() {
    EXPECT_FALSE(host.requests.empty());
    const fakes::CrmRequest& last = host.requests.back();
    EXPECT_EQ(last.field("Content-Type"), "application/json");
    EXPECT_EQ(last.field("Authorization"), kBasic);
    EXPECT_FALSE(last.repeatable);
    return last;
  }

  static fakes::CrmAnswer made(int status, const std::string& what, int id) {
    return answer(status, {{what, {{"id", id}}}});
  }
};

TEST_F(ZendeskActions, ATicketIsCreatedForTheContactAndAssignedToTheAgent) {
  answers = {made(201, "ticket", 35)};
  const fakes::AdapterReply reply = act("create_ticket",
                                        {{"subject", " Invoice \"unclear\" "},
                                         {"description", "Line 1\nLine 2 \xC3\xA9"},
                                         {"priority", "High"},
                                         {"status", "open"}},
                                        {{"contact_external_id", "7"}, {"agent_external_id", "5"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(line(0), "POST /api/v2/tickets");
  EXPECT_EQ(sent().body,
            R"({"ticket":{"subject":"Invoice \"unclear\"",)"
            R"("comment":{"body":"Line 1\u000aLine 2 é","public":false},)"
            R"("requester_id":7,"assignee_id":5,"priority":"high","status":"open"}})");
  EXPECT_EQ(reply.json, (json{{"message", "Ticket 35 created"}, {"external_id", "35"}}));
}

TEST_F(ZendeskActions, ATicketNeedsNoMoreThanASubject) {
  answers = {made(201, "ticket", 36)};
  act("create_ticket",
      {{"subject", "Missed call"}, {"priority", "none"}},
      {{"contact_external_id", "crm-17"}, {"agent_external_id", "../5"}});
  EXPECT_EQ(sent().body,
            R"({"ticket":{"subject":"Missed call",)"
            R"("comment":{"body":"Missed call","public":false}}})");
  EXPECT_EQ(act("create_ticket", {{"subject", " "}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_TRUE(host.requests.empty());
}

TEST_F(ZendeskActions, SettingsTranslateAndAddFields) {
  settings["actions"] = {{"statuses", {{"on site", 12480498776781}}},
                         {"priorities", {{"asap", "urgent"}}},
                         {"ticket_fields", {{"reason", 360001}, {"region", "360002"}}},
                         {"public_description", true}};
  answers = {made(201, "ticket", 36)};
  act("create_ticket",
      {{"subject", "S"},
       {"status", "On Site"},
       {"priority", "ASAP"},
       {"reason", "billing"},
       {"region", ""}});
  EXPECT_EQ(sent().body,
            R"({"ticket":{"subject":"S","comment":{"body":"S","public":true},)"
            R"("priority":"urgent","custom_status_id":12480498776781,)"
            R"("custom_fields":[{"id":360001,"value":"billing"}]}})");
}

TEST_F(ZendeskActions, UnknownWordsAreNotSent) {
  EXPECT_EQ(act("create_ticket", {{"subject", "S"}, {"priority", "huge"}}).status,
            BAILEY_INVALID_REQUEST);
  const fakes::AdapterReply reply = act("create_ticket", {{"subject", "S"}, {"status", "gone"}});
  EXPECT_EQ(reply.status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(reply.message, "The status must be one of new, open, pending, hold, solved, closed.");
  EXPECT_TRUE(host.requests.empty());
}

TEST_F(ZendeskActions, WhatWasWrittenIsNeverAFailure) {
  answers = {{.status = 201,
              .body = "",
              .fields = {{"Location", "https://acme.zendesk.com/api/v2/tickets/37.json"}}},
             {.status = 201, .body = "<html>"},
             {.status = 204, .body = ""},
             answer(200, {{"ticket", nullptr}})};
  const fakes::AdapterReply located = act("create_ticket", {{"subject", "S"}});
  EXPECT_EQ(located.json, (json{{"message", "Ticket 37 created"}, {"external_id", "37"}}));
  while (!answers.empty()) {
    const fakes::AdapterReply reply = act("create_ticket", {{"subject", "S"}});
    EXPECT_EQ(reply.status, BAILEY_OK);
    EXPECT_EQ(reply.json, (json{{"message", "Ticket created"}}));
  }
}

TEST_F(ZendeskActions, ANoteOnATicketIsInternal) {
  answers = {made(200, "ticket", 35)};
  const fakes::AdapterReply reply = act(
      "add_note", {{"text", "Call back at 5"}, {"ticket_id", "#35"}}, {{"agent_external_id", "5"}});
  EXPECT_EQ(line(0), "PUT /api/v2/tickets/35");
  EXPECT_EQ(sent().body,
            R"({"ticket":{"comment":{"body":"Call back at 5","public":false,"author_id":5}}})");
  EXPECT_EQ(reply.json, (json{{"message", "Note added to ticket 35"}, {"external_id", "35"}}));
}

TEST_F(ZendeskActions, ANoteWithoutATicketGoesBehindThoseOfTheContact) {
  answers = {answer(200, {{"user", {{"id", 7}, {"notes", "VIP"}}}}),
             made(200, "user", 7),
             answer(200, {{"user", {{"id", 7}, {"notes", nullptr}}}}),
             made(200, "user", 7)};
  const fakes::AdapterReply reply =
      act("add_note", {{"text", "Call back"}}, {{"contact_external_id", "7"}});
  EXPECT_EQ(reply.json, (json{{"message", "Note added to the contact"}}));
  EXPECT_EQ(line(0), "GET /api/v2/users/7");
  EXPECT_EQ(line(1), "PUT /api/v2/users/7");
  EXPECT_EQ(sent().body, R"({"user":{"notes":"VIP\u000a\u000aCall back"}})");
  act("add_note", {{"text", "Call back"}}, {{"contact_external_id", "7"}});
  EXPECT_EQ(sent().body, R"({"user":{"notes":"Call back"}})");
}

TEST_F(ZendeskActions, NotesThatCannotBeReadAreNotOverwritten) {
  answers = {answer(404, {{"error", "RecordNotFound"}}),
             answer(200, json::object()),
             {.status = 200, .body = "<html>"}};
  const json contact = {{"contact_external_id", "7"}};
  EXPECT_EQ(act("add_note", {{"text", "x"}}, contact).status, BAILEY_NOT_FOUND);
  EXPECT_EQ(act("add_note", {{"text", "x"}}, contact).status, BAILEY_UNAVAILABLE);
  EXPECT_EQ(act("add_note", {{"text", "x"}}, contact).status, BAILEY_UNAVAILABLE);
  EXPECT_EQ(host.requests.size(), 1U);
}

TEST_F(ZendeskActions, ANoteNeedsATextAndAPlace) {
  EXPECT_EQ(act("add_note", {{"text", "x"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("add_note", {{"text", ""}, {"ticket_id", "3"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_TRUE(host.requests.empty());
}

TEST_F(ZendeskActions, HostileTicketNumbersAreNotSent) {
  for (const char* id : {"../users/7", "35/../36", "35?x=1", "##35", "-1", "0", "35.json", "%2e"}) {
    EXPECT_EQ(act("add_note", {{"text", "x"}, {"ticket_id", id}}).status, BAILEY_INVALID_REQUEST)
        << id;
    EXPECT_EQ(act("update_ticket_status", {{"status", "open"}, {"ticket_id", id}}).status,
              BAILEY_INVALID_REQUEST)
        << id;
    EXPECT_TRUE(host.requests.empty()) << id;
  }
}

TEST_F(ZendeskActions, ACallIsATicketWithATag) {
  answers = {made(201, "ticket", 38)};
  const fakes::AdapterReply reply = act("log_call",
                                        {{"subject", "About the invoice"},
                                         {"description", "Paid twice"},
                                         {"direction", "Inbound"},
                                         {"duration_s", "125"}},
                                        {{"contact_external_id", "7"}});
  EXPECT_EQ(line(0), "POST /api/v2/tickets");
  EXPECT_EQ(sent().body,
            R"({"ticket":{"subject":"About the invoice",)"
            R"("comment":{"body":"Inbound call, 2 min 5 s\u000a\u000aPaid twice","public":false},)"
            R"("requester_id":7,"tags":["talkdesk_call"]}})");
  EXPECT_EQ(reply.json, (json{{"message", "Call logged as ticket 38"}, {"external_id", "38"}}));
}

TEST_F(ZendeskActions, ACallNeedsNothing) {
  settings["call_tag"] = "phone";
  answers = {made(201, "ticket", 38), made(201, "ticket", 39)};
  act("log_call", {{"direction", "outbound"}, {"duration_s", 59}});
  EXPECT_EQ(sent().body,
            R"({"ticket":{"subject":"Outbound call",)"
            R"("comment":{"body":"Outbound call, 59 s","public":false},"tags":["phone"]}})");
  act("log_call", json::object());
  EXPECT_EQ(sent().body,
            R"({"ticket":{"subject":"Call","comment":{"body":"Call","public":false},)"
            R"("tags":["phone"]}})");
}

TEST_F(ZendeskActions, AContactIsFoundByItsAddressOrMade) {
  answers = {made(201, "user", 71)};
  const fakes::AdapterReply reply = act("create_or_update_contact",
                                        {{"name", "Ines Prata"},
                                         {"email", "ines@faro.example"},
                                         {"phone", "+351912000017"},
                                         {"company", "Faro Lda"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(line(0), "POST /api/v2/users/create_or_update");
  EXPECT_EQ(sent().body,
            R"({"user":{"name":"Ines Prata","email":"ines@faro.example","phone":"+351912000017",)"
            R"("organization":{"name":"Faro Lda"},"skip_verify_email":true}})");
  EXPECT_EQ(reply.json,
            (json{{"message", "Contact created"},
                  {"contact_external_id", "71"},
                  {"contact_external_type", "user"},
                  {"contact_external_url", "https://acme.zendesk.com/agent/users/71"}}));
}

TEST_F(ZendeskActions, TheContactInScopeIsUpdated) {
  settings["actions"] = {{"user_fields", {{"plan", "support_plan"}}}};
  answers = {{.status = 200, .body = ""}};
  const fakes::AdapterReply reply = act("create_or_update_contact",
                                        {{"name", "Ines P."}, {"plan", "gold"}},
                                        {{"contact_external_id", "7"}});
  EXPECT_EQ(line(0), "PUT /api/v2/users/7");
  EXPECT_EQ(sent().body, R"({"user":{"name":"Ines P.","user_fields":{"support_plan":"gold"}}})");
  EXPECT_EQ(reply.json["message"], "Contact updated");
  EXPECT_EQ(reply.json["contact_external_id"], "7");
}

TEST_F(ZendeskActions, AContactWithoutAnAddressIsFoundByItsNumber) {
  const json known = {{"id", 7}, {"phone", "912 000 017"}, {"active", true}};
  answers = {answer(200, {{"users", {known}}}), made(200, "user", 7)};
  act("create_or_update_contact", {{"name", "Ines"}, {"phone", "+351912000017"}});
  EXPECT_EQ(line(0), "GET /api/v2/users/search?query=phone%3A%2A912000017");
  EXPECT_EQ(line(1), "PUT /api/v2/users/7");
  EXPECT_EQ(sent().body, R"({"user":{"name":"Ines","phone":"+351912000017"}})");
}

TEST_F(ZendeskActions, ANewContactWithoutANameIsCalledByItsNumber) {
  settings["actions"] = {{"skip_verify_email", false}};
  answers = {answer(200, {{"users", json::array()}}), made(201, "user", 72)};
  act("create_or_update_contact", {{"phone", "+351912000017"}});
  EXPECT_EQ(line(1), "POST /api/v2/users/create_or_update");
  EXPECT_EQ(sent().body, R"({"user":{"name":"+351912000017","phone":"+351912000017"}})");
  EXPECT_EQ(act("create_or_update_contact", {{"company", "x"}}).status, BAILEY_INVALID_REQUEST);
}

TEST_F(ZendeskActions, AStatusIsChanged) {
  settings["actions"] = {{"statuses", {{"on site", "12480498776781"}}}};
  answers = {made(200, "ticket", 35), made(200, "ticket", 35)};
  const fakes::AdapterReply reply =
      act("update_ticket_status", {{"ticket_id", 35}, {"status", "solved"}});
  EXPECT_EQ(line(0), "PUT /api/v2/tickets/35");
  EXPECT_EQ(sent().body, R"({"ticket":{"status":"solved"}})");
  EXPECT_EQ(reply.json, (json{{"message", "Ticket 35 is now solved"}, {"external_id", "35"}}));
  act("update_ticket_status", {{"ticket_id", "35"}, {"status", "On site"}});
  EXPECT_EQ(sent().body, R"({"ticket":{"custom_status_id":12480498776781}})");
}

TEST_F(ZendeskActions, AStatusNeedsATicketThatIsThere) {
  EXPECT_EQ(act("update_ticket_status", {{"status", "open"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("update_ticket_status", {{"ticket_id", "3"}, {"status", ""}}).status,
            BAILEY_INVALID_REQUEST);
  answers = {answer(404, {{"error", "RecordNotFound"}, {"description", "Not found"}})};
  const fakes::AdapterReply reply =
      act("update_ticket_status", {{"ticket_id", "3"}, {"status", "open"}});
  EXPECT_EQ(reply.status, BAILEY_NOT_FOUND);
  EXPECT_EQ(reply.message, "Zendesk has no ticket 3.");
}

TEST_F(ZendeskActions, OtherActionsAreNotSupported) {
  EXPECT_EQ(act("delete_ticket", json::object()).status, BAILEY_NOT_SUPPORTED);
}

}  // namespace
}  // namespace bailey::zendesk_test
