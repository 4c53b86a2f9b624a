// Actions: each request byte for byte, and what is said when RT does less than it was asked.
#include "request_tracker_test.h"

namespace bailey::request_tracker_test {
namespace {

class RequestTrackerActions : public RequestTrackerTest {
protected:
  void SetUp() override {
    onRecorded("GET /user/29", "customer");
    onRecorded("GET /ticket/7", "ticket");
    on("POST /ticket", {.status = 201, .body = R"({"id":"7","type":"ticket","_url":"u"})"});
    on("POST /ticket/7/comment", {.status = 201, .body = R"(["Comments added"])"});
  }

  static json of(const std::string& contact, const std::string& agent = {}) {
    json meta = {{"contact_external_id", contact}};
    if (!agent.empty()) {
      meta["agent_external_id"] = agent;
    }
    return meta;
  }
};

TEST_F(RequestTrackerActions, ATicketIsCreated) {
  make({{"queue", "Support"}});
  const AdapterReply reply = act("create_ticket",
                                 {{"subject", "Größe \"x\""},
                                  {"description", "one\ntwo"},
                                  {"priority", "High"},
                                  {"status", "pending"}},
                                 of("29"));
  EXPECT_EQ(reply.json, json::parse(R"({"message":"Ticket 7 created","external_id":"7"})"));
  EXPECT_EQ(asked(), (std::vector<std::string>{"GET /user/29", "POST /ticket"}));
  const CrmRequest sent = theOne("POST /ticket");
  EXPECT_EQ(sent.body,
            R"({"Queue":"Support","Requestor":"29","Subject":"Größe \"x\"",)"
            R"("Content":"one\u000atwo","ContentType":"text/plain","Status":"stalled",)"
            R"("Priority":75})");
  EXPECT_EQ(sent.url, "https://rt.example.com/REST/2.0/ticket");
  EXPECT_EQ(sent.field("Content-Type"), "application/json");
  EXPECT_FALSE(sent.repeatable);
}

TEST_F(RequestTrackerActions, ATicketNeedsNeitherContactNorAnythingButItsSubject) {
  make();
  EXPECT_EQ(act("create_ticket", {{"subject", "S"}}).status, BAILEY_OK);
  EXPECT_EQ(theOne("POST /ticket").body, R"({"Queue":"General","Subject":"S"})");
}

TEST_F(RequestTrackerActions, NoTicketIsMadeForAContactThatRtDoesNotHave) {
  make();
  for (const char* contact : {"9999", "../ticket/1", "29/../30", "29?x=1", "abc"}) {
    const AdapterReply reply = act("create_ticket", {{"subject", "S"}}, of(contact));
    EXPECT_EQ(reply.status, BAILEY_NOT_FOUND) << contact;
    EXPECT_EQ(reply.message, "Ticket not created: Request Tracker does not have this contact.");
  }
  EXPECT_EQ(asked(), std::vector<std::string>{"GET /user/9999"});
}

TEST_F(RequestTrackerActions, WhatRtLeavesOutIsSaid) {
  make({{"actions",
         {{"create_ticket", {{"custom_fields", {{"order", "Order number"}, {"shop", "Shop"}}}}}}}});
  const AdapterReply reply =
      act("create_ticket", {{"subject", "S"}, {"order", "A-1"}, {"shop", 17}}, of("29", "27"));
  EXPECT_EQ(theOne("POST /ticket").body,
            R"({"Queue":"General","Requestor":"29","Subject":"S","Owner":"27",)"
            R"("CustomFields":{"Order number":"A-1","Shop":"17"}})");
  EXPECT_EQ(reply.json["message"],
            "Ticket 7 created, not assigned to the agent, without the custom field Shop");
}

TEST_F(RequestTrackerActions, AfterTheTicketIsMadeNothingIsAFailure) {
  make();
  for (const CrmAnswer& bad : {CrmAnswer{.status = 401, .body = ""},
                               CrmAnswer{.status = 500, .body = ""},
                               CrmAnswer{.body = "late", .outcome = BAILEY_TIMEOUT}}) {
    on("GET /ticket/7", bad);
    const AdapterReply reply = act("create_ticket", {{"subject", "S"}}, of("29", "27"));
    EXPECT_EQ(reply.json["message"], "Ticket 7 created");
  }
  on("POST /ticket", {.status = 201, .body = "<html>"});
  EXPECT_EQ(act("create_ticket", {{"subject", "S"}}, of("29", "27")).json,
            json::parse(R"({"message":"Ticket created"})"));
}

TEST_F(RequestTrackerActions, RtsReasonsAreShown) {
  make();
  on("POST /ticket",
     {.status = 403,
      .body = R"({"message":"No permission to create tickets in the queue 'General'"})"});
  AdapterReply reply = act("create_ticket", {{"subject", "S"}}, of("29"));
  EXPECT_EQ(reply.status, BAILEY_FORBIDDEN);
  EXPECT_EQ(reply.message,
            "Ticket not created: No permission to create tickets in the queue 'General'");
  on("POST /ticket",
     {.status = 400,
      .body = json{{"message", "<b>x</b><script>y</script>" + std::string(500, 'z')}}.dump()});
  reply = act("create_ticket", {{"subject", "S"}}, of("29"));
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_EQ(reply.message, "Ticket not created: x" + std::string(196, 'z') + "...");
  EXPECT_EQ(act("create_ticket", {{"subject", "S"}, {"priority", "soon"}}, of("29")).status,
            BAILEY_INVALID_REQUEST);
}

TEST_F(RequestTrackerActions, ACallIsATicketThatIsOver) {
  make({{"calls", {{"queue", "Calls"}}}});
  EXPECT_EQ(act("log_call",
                {{"subject", "Delivery"},
                 {"description", "talked"},
                 {"direction", "inbound"},
                 {"duration_s", 192}},
                of("29"))
                .status,
            BAILEY_OK);
  EXPECT_EQ(theOne("POST /ticket").body,
            R"({"Queue":"Calls","Requestor":"29","Subject":"Delivery",)"
            R"("Content":"Inbound call, 3 min 12 s\u000a\u000atalked",)"
            R"("ContentType":"text/plain","Status":"resolved","TimeWorked":4})");
  host().requests.clear();
  EXPECT_EQ(act("log_call", {{"duration_s", "60"}}, of("29")).status, BAILEY_OK);
  EXPECT_EQ(theOne("POST /ticket").body,
            R"({"Queue":"Calls","Requestor":"29","Subject":"Call, 1 min 0 s",)"
            R"("Content":"Call, 1 min 0 s","ContentType":"text/plain","Status":"resolved",)"
            R"("TimeWorked":1})");
}

TEST_F(RequestTrackerActions, ANoteGoesToTheTicketThatIsNamed) {
  make();
  const AdapterReply reply = act("add_note", {{"text", "hello"}, {"ticket_id", 7}}, of("29"));
  EXPECT_EQ(reply.json["external_id"], "7");
  EXPECT_EQ(theOne("POST /ticket/7/comment").body,
            R"({"Content":"hello","ContentType":"text/plain"})");
  for (const char* id : {"8", "7/../../user/1", "x"}) {
    EXPECT_EQ(act("add_note", {{"text", "hello"}, {"ticket_id", id}}, of("29")).status,
              BAILEY_NOT_FOUND);
  }
}

TEST_F(RequestTrackerActions, ANoteGoesToTheContactsOpenTicketOtherwise) {
  make();
  onRecorded("GET /tickets", "tickets");
  EXPECT_EQ(act("add_note", {{"text", "hello"}}, of("29")).json["external_id"], "7");
  EXPECT_EQ(queryOf(theOne("GET /tickets"), "query"),
            "Requestor.id = 29 AND Status = '__Active__'");
  EXPECT_EQ(act("add_note", {{"text", "hello"}}, of("30")).status, BAILEY_NOT_FOUND)
      << "whatever RT finds, it is not this contact's";
  EXPECT_EQ(act("add_note", {{"text", "hello"}}).status, BAILEY_NOT_FOUND);
}

TEST_F(RequestTrackerActions, AStatusIsSetWhenTheTicketHasIt) {
  make();
  on("PUT /ticket/7", {.status = 200, .body = R"(["Ticket 7: Status changed"])"});
  const AdapterReply reply =
      act("update_ticket_status", {{"ticket_id", "7"}, {"status", "open"}}, of("29"));
  EXPECT_EQ(reply.json, json::parse(R"({"message":"Ticket 7 is now open","external_id":"7"})"));
  EXPECT_EQ(theOne("PUT /ticket/7").body, R"({"Status":"open"})");
}

TEST_F(RequestTrackerActions, AStatusThatRtRefusesWithASuccessIsAFailure) {
  make();
  on("PUT /ticket/7",
     {.status = 200,
      .body = R"(["Ticket 7: Status 'bogus' isn't a valid status for this ticket."])"});
  AdapterReply reply =
      act("update_ticket_status", {{"ticket_id", "7"}, {"status", "bogus"}}, of("29"));
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_EQ(reply.message,
            "Status not changed: Ticket 7: Status 'bogus' isn't a valid status for this ticket.");
  on("PUT /ticket/7", {.status = 204, .body = ""});
  reply = act("update_ticket_status", {{"ticket_id", "7"}, {"status", "solved"}}, of("29"));
  EXPECT_EQ(reply.message, "Status not changed: the ticket's status is still open.");
  on("GET /ticket/7", {.status = 401, .body = ""});
  reply = act("update_ticket_status", {{"ticket_id", "7"}, {"status", "solved"}}, of("29"));
  EXPECT_EQ(reply.status, BAILEY_UNAVAILABLE) << "something may have been written";
  EXPECT_EQ(act("update_ticket_status", {{"ticket_id", "8"}, {"status", "open"}}).status,
            BAILEY_NOT_FOUND);
  EXPECT_EQ(act("update_ticket_status", {{"ticket_id", "7/8"}, {"status", "open"}}).status,
            BAILEY_INVALID_REQUEST);
}

TEST_F(RequestTrackerActions, AContactIsCreated) {
  make({{"actions", {{"create_or_update_contact", {{"custom_fields", {{"vip", "VIP"}}}}}}}});
  on("GET /users",
     {.status = 200, .body = R"({"items":[{"id":3,"Name":"x","EmailAddress":"y"}]})"});
  on("POST /user",
     {.status = 201,
      .body = R"({"id":"i@example.com","type":"user"})",
      .fields = {{"Location", "/REST/2.0/user/41"}}});
  const AdapterReply reply = act("create_or_update_contact",
                                 {{"name", "Ines"},
                                  {"email", "i@example.com"},
                                  {"phone", "+351210000017"},
                                  {"company", "ACME"},
                                  {"vip", "yes"}});
  EXPECT_EQ(reply.json, json::parse(R"({
    "message": "Contact created", "contact_external_id": "41",
    "contact_external_type": "contact",
    "contact_external_url": "https://rt.example.com/User/Summary.html?id=41"})"));
  EXPECT_EQ(theOne("POST /user").body,
            R"({"Name":"i@example.com","EmailAddress":"i@example.com","RealName":"Ines",)"
            R"("MobilePhone":"+351210000017","Organization":"ACME","Privileged":0,)"
            R"("CustomFields":{"VIP":"yes"}})");
  EXPECT_EQ(queryOf(host().requests[0], "query"),
            R"([{"field":"EmailAddress","operator":"=","value":"i@example.com"}])");
  EXPECT_EQ(queryOf(host().requests[1], "query"),
            R"([{"field":"Name","operator":"=","value":"i@example.com"}])");
}

TEST_F(RequestTrackerActions, AContactWithoutAnIdIsStillCreated) {
  make();
  on("GET /users", {.status = 200, .body = R"({"items":[]})"});
  on("POST /user", {.status = 201, .body = ""});
  EXPECT_EQ(act("create_or_update_contact", {{"phone", "+351210000017"}}).json,
            json::parse(R"({"message":"Contact created"})"));
  EXPECT_EQ(theOne("POST /user").body,
            R"({"Name":"+351210000017","MobilePhone":"+351210000017","Privileged":0})");
}

TEST_F(RequestTrackerActions, AContactIsUpdated) {
  make();
  on("PUT /user/29", {.status = 200, .body = "[]"});
  const AdapterReply reply = act("create_or_update_contact",
                                 {{"name", "Customer One"}, {"email", "C1@Example.com"}},
                                 of("29"));
  EXPECT_EQ(reply.json["message"], "Contact updated") << reply.message;
  EXPECT_EQ(reply.json["contact_external_id"], "29");
  EXPECT_EQ(theOne("PUT /user/29").body,
            R"({"EmailAddress":"C1@Example.com","RealName":"Customer One"})");
  on("GET /users",
     {.status = 200, .body = R"({"items":[{"id":29,"EmailAddress":"c1@example.com"}]})"});
  host().requests.clear();
  EXPECT_EQ(act("create_or_update_contact", {{"email", "C1@Example.com"}}).status, BAILEY_OK);
  EXPECT_EQ(
      asked(),
      (std::vector<std::string>{"GET /users", "GET /user/29", "PUT /user/29", "GET /user/29"}));
}

TEST_F(RequestTrackerActions, WhatRtDoesNotTakeOfAContactIsAFailure) {
  make();
  on("PUT /user/29", {.status = 200, .body = R"(["User c1: Email address in use"])"});
  const AdapterReply reply = act("create_or_update_contact", {{"email", "c2@x.y"}}, of("29"));
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_NE(reply.message.find("EmailAddress"), std::string::npos);
}

TEST_F(RequestTrackerActions, StaffIsNotChanged) {
  make();
  onRecorded("GET /user/27", "agent");
  const AdapterReply reply = act("create_or_update_contact", {{"email", "evil@x.y"}}, of("27"));
  EXPECT_EQ(reply.status, BAILEY_CONFLICT);
  EXPECT_EQ(asked(), std::vector<std::string>{"GET /user/27"});
}

TEST_F(RequestTrackerActions, AContactNeedsSomethingToBeKnownBy) {
  make();
  EXPECT_EQ(act("create_or_update_contact", {{"name", "Ines"}}).status, BAILEY_INVALID_REQUEST);
  EXPECT_EQ(act("create_or_update_contact", json::object(), of("29")).status,
            BAILEY_INVALID_REQUEST);
  on("GET /users", {.status = 200, .body = R"({"items":[]})"});
  on("POST /user", {.status = 400, .body = R"({"message":"Name in use"})"});
  const AdapterReply reply = act("create_or_update_contact", {{"email", "i@x.y"}});
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_EQ(reply.message, "Contact not saved: Name in use");
}

TEST_F(RequestTrackerActions, AnActionThatDoesNotExistIsNotSupported) {
  make();
  EXPECT_EQ(act("delete_ticket", {{"ticket_id", "7"}}).status, BAILEY_NOT_SUPPORTED);
  EXPECT_EQ(host().requests.size(), 0U);
}

}  // namespace
}  // namespace bailey::request_tracker_test
