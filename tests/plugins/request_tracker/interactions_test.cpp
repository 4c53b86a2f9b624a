// Interaction retrieval: whose tickets are shown, what is asked of RT, and hostile searches.
#include "request_tracker_test.h"

namespace bailey::request_tracker_test {
namespace {

json requestor(int id, const std::string& email, const std::string& phone) {
  return {{"id", id}, {"EmailAddress", email}, {"MobilePhone", phone}, {"WorkPhone", ""}};
}

json ticket(int id, const json& requestors) {
  return {{"id", id},
          {"Subject", "T" + std::to_string(id)},
          {"Status", "open"},
          {"Created", "2024-03-05T08:20:11Z"},
          {"Requestor", requestors}};
}

// Not {one}, which would be that one itself.
json all(std::initializer_list<json> some) {
  json list = json::array();
  for (const json& one : some) {
    list.push_back(one);
  }
  return list;
}

CrmAnswer listOf(const json& items) {
  return {.status = 200, .body = json{{"items", items}, {"pages", 1}}.dump()};
}

class RequestTrackerInteractions : public RequestTrackerTest {
protected:
  AdapterReply of(const json& contact, const json& meta = json::object()) {
    return ask(BAILEY_INTERACTION_RETRIEVAL, {{"data", contact}, {"meta", meta}});
  }

  static std::vector<std::string> idsIn(const AdapterReply& reply) {
    std::vector<std::string> ids;
    for (const json& interaction : reply.json) {
      ids.push_back(interaction["id"]);
    }
    return ids;
  }

  // The TicketSQL of each search for tickets.
  std::vector<std::string> searches() {
    std::vector<std::string> found;
    for (const CrmRequest& request : host().requests) {
      if (pathOf(request) == "/tickets") {
        found.push_back(queryOf(request, "query"));
      }
    }
    return found;
  }
};

TEST_F(RequestTrackerInteractions, RecordedTicketsComeWithTheirTextsAndNotes) {
  use([](const CrmRequest& request) -> CrmAnswer {
    if (pathOf(request) == "/tickets") {
      return {.status = 200, .body = recorded("tickets")};
    }
    if (pathOf(request) == "/attachments") {
      return {.status = 200, .body = recorded("attachments")};
    }
    const bool notes = queryOf(request, "query").find("'Comment'") != std::string::npos;
    return {.status = 200, .body = recorded(notes ? "transactions_notes" : "transactions_create")};
  });
  make();
  const AdapterReply reply = of({{"contact_external_id", "29"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(idsIn(reply),
            (std::vector<std::string>{"txn-92", "txn-61", "7", "1", "8", "6", "5", "3", "2"}));
  EXPECT_EQ(reply.json[0], json::parse(R"({
    "id": "txn-92", "type": "note", "subject": "Comment by Enoch Root: S",
    "description": "hello ✓", "date": "2026-11-22T00:39:27Z",
    "url": "https://rt.example.com/Ticket/Display.html?id=7#txn-92"})"));
  EXPECT_EQ(reply.json[3], json::parse(R"({
    "id": "1", "type": "Ticket", "subject": "A very important matter",
    "description": "Your order is ready to be shipped", "date": "2026-11-22T00:09:39Z",
    "priority": "normal", "status": "solved",
    "url": "https://rt.example.com/Ticket/Display.html?id=1"})"));
}

TEST_F(RequestTrackerInteractions, TheRequestsAreThese) {
  on("GET /tickets", listOf(all({ticket(7, all({requestor(29, "c@x.y", "")}))})));
  on("GET /transactions",
     listOf(all({json{{"id", 92},
                      {"ObjectId", "7"},
                      {"Type", "Comment"},
                      {"Created", "2024-03-05T08:20:11Z"}}})));
  on("POST /attachments", listOf(json::array()));
  make();
  (void)of({{"contact_external_id", "29"}}, {{"interaction_types", {"NOTE"}}});
  ASSERT_EQ(host().requests.size(), 3U);
  EXPECT_EQ(host().requests[0].target(),
            "/REST/2.0/tickets?query=Requestor.id%20%3D%2029"
            "&fields=id%2CSubject%2CStatus%2CPriority%2CCreated%2CLastUpdated%2CRequestor"
            "&fields%5BRequestor%5D=id%2CEmailAddress%2CMobilePhone%2CWorkPhone%2CHomePhone%2C"
            "PagerPhone&orderby=LastUpdated&orderby=id&order=DESC&order=DESC&per_page=50&page=1");
  EXPECT_EQ(queryOf(host().requests[1], "query"),
            "ObjectType = 'RT::Ticket' AND (ObjectId = 7) AND "
            "(Type = 'Comment' OR Type = 'Correspond')");
  EXPECT_EQ(
      host().requests[2].body,
      R"([{"field":"TransactionId","value":"92"},{"field":"ContentType","value":"text/plain"},)"
      R"({"field":"ContentType","value":"text/html"}])");
  EXPECT_TRUE(host().requests[2].repeatable);
}

TEST_F(RequestTrackerInteractions, TypesThatAreNotWantedCostNothing) {
  on("GET /tickets", listOf(all({ticket(7, all({requestor(29, "", "")}))})));
  make({{"interactions", {{"texts", false}}}});
  EXPECT_EQ(of({{"contact_external_id", "29"}}, {{"interaction_types", json::array()}}).json,
            json::array());
  EXPECT_EQ(of({{"contact_external_id", "29"}}, {{"interaction_types", {"call"}}}).json,
            json::array());
  EXPECT_EQ(host().requests.size(), 0U);
  const AdapterReply tickets =
      of({{"contact_external_id", "29"}}, {{"interaction_types", {"ticket"}}});
  EXPECT_EQ(idsIn(tickets), std::vector<std::string>{"7"});
  EXPECT_EQ(asked(), std::vector<std::string>{"GET /tickets"});
}

TEST_F(RequestTrackerInteractions, AKnownContactWithoutTicketsIsLookedForNoFurther) {
  on("GET /tickets", listOf(json::array()));
  onRecorded("GET /user/29", "customer");
  make();
  const AdapterReply reply =
      of({{"contact_external_id", "29"}, {"contact_phones", {"+15550000001"}}});
  EXPECT_EQ(reply.json, json::array());
  EXPECT_EQ(asked(), (std::vector<std::string>{"GET /tickets", "GET /user/29"}));
}

TEST_F(RequestTrackerInteractions, AnUnknownContactIsFoundByEmailThenByPhone) {
  on("GET /tickets", listOf(json::array()));
  make();
  (void)of({{"contact_external_id", "9999"},
            {"contact_emails", {"a@x.y", "b@x.y"}},
            {"contact_phones", {"+351 210 000 017", "117"}}});
  EXPECT_EQ(searches(),
            (std::vector<std::string>{
                "Requestor.id = 9999",
                "Requestor.EmailAddress = 'a@x.y' OR Requestor.EmailAddress = 'b@x.y'",
                "Requestor.MobilePhone LIKE '2%1%0%0%0%0%0%1%7' OR "
                "Requestor.WorkPhone LIKE '2%1%0%0%0%0%0%1%7' OR "
                "Requestor.HomePhone LIKE '2%1%0%0%0%0%0%1%7' OR "
                "Requestor.PagerPhone LIKE '2%1%0%0%0%0%0%1%7'"}));
}

TEST_F(RequestTrackerInteractions, NothingUsableIsAnEmptyAnswerWithoutARequest) {
  make();
  for (const json& contact : {json::object(),
                              json{{"contact_name", "Ines"}},
                              json{{"contact_external_id", "../rt"}},
                              json{{"contact_emails", {"not an address", ""}}},
                              json{{"contact_phones", {"112", "", "++"}}}}) {
    EXPECT_EQ(of(contact).json, json::array()) << contact;
  }
  EXPECT_EQ(host().requests.size(), 0U);
}

TEST_F(RequestTrackerInteractions, HostileTextsStayTexts) {
  on("GET /tickets", listOf(json::array()));
  make();
  (void)of({{"contact_external_id", "29 OR id > 0"},
            {"contact_emails",
             {"x@y' OR id > 0 OR Subject = 'a",  // blanks: no address
              "x@y'ORid>0ORSubject='a",
              "x\\'@y",  // a backslash: no address
              "o'brien@example.com",
              "x@y&query=id>0#"}},
            {"contact_phones", {"5' OR id > 0 OR Subject = '12345678%_"}}});
  EXPECT_EQ(searches(),
            (std::vector<std::string>{"Requestor.EmailAddress = 'x@y\\'ORid>0ORSubject=\\'a' OR "
                                      "Requestor.EmailAddress = 'o\\'brien@example.com' OR "
                                      "Requestor.EmailAddress = 'x@y&query=id>0#'",
                                      "Requestor.MobilePhone LIKE '0%1%2%3%4%5%6%7%8' OR "
                                      "Requestor.WorkPhone LIKE '0%1%2%3%4%5%6%7%8' OR "
                                      "Requestor.HomePhone LIKE '0%1%2%3%4%5%6%7%8' OR "
                                      "Requestor.PagerPhone LIKE '0%1%2%3%4%5%6%7%8'"}));
  for (const CrmRequest& request : host().requests) {
    EXPECT_EQ(queryOf(request).count("query"), 1U) << request.url;
    EXPECT_TRUE(request.url.starts_with("https://rt.example.com/REST/2.0/")) << request.url;
  }
}

TEST_F(RequestTrackerInteractions, TicketsOfOthersAreLeftOut) {
  make({{"interactions", {{"texts", false}}}});
  const json meta = {{"interaction_types", {"ticket"}}};
  on("GET /tickets",
     listOf(all({ticket(1, all({requestor(29, "c@x.y", "+351210000017")})),
                 ticket(2, all({requestor(30, "d@x.y", "+351210000018")})),
                 ticket(3, json::array()),
                 ticket(4,
                        all({requestor(31, "e@x.y", ""),
                             requestor(29, "C@X.Y", "00351 210 000 017")}))})));
  const std::vector<std::string> mine = {"1", "4"};
  EXPECT_EQ(idsIn(of({{"contact_external_id", "29"}}, meta)), mine);
  EXPECT_EQ(idsIn(of({{"contact_emails", {"c@x.y"}}}, meta)), mine);
  EXPECT_EQ(idsIn(of({{"contact_phones", {"210 000 017"}}}, meta)), mine);
  EXPECT_EQ(host().log.size(), 3U);
}

TEST_F(RequestTrackerInteractions, APhoneOfSeveralPeopleFindsNobody) {
  make({{"interactions", {{"texts", false}}}});
  const json meta = {{"interaction_types", {"ticket"}}};
  const json contact = {{"contact_phones", {"+351210000017"}}};
  on("GET /tickets",
     listOf(all({ticket(1, all({requestor(29, "", "+351 210 000 017")})),
                 ticket(2, all({requestor(30, "", "00351210000017")}))})));
  EXPECT_EQ(of(contact, meta).json, json::array());
  on("GET /tickets",
     listOf(all({ticket(1, all({requestor(29, "", "+351 210 000 017")})),
                 ticket(2, all({requestor(30, "", "210 000 017")}))})));
  EXPECT_EQ(idsIn(of(contact, meta)), std::vector<std::string>{"1"}) << "equal numbers win";
}

TEST_F(RequestTrackerInteractions, RecordsThatCannotBeShownAreLeftOut) {
  json without_date = ticket(3, all({requestor(29, "", "")}));
  without_date["Created"] = "1970-01-01T00:00:00Z";
  json without_id = ticket(4, all({requestor(29, "", "")}));
  without_id.erase("id");
  json odd = {{"id", "5"},
              {"Requestor", all({requestor(29, "", "")})},
              {"Created", "2024-03-05T08:20:11Z"},
              {"Status", "custom"},
              {"Priority", nullptr}};
  on("GET /tickets", listOf(all({without_date, without_id, 7, nullptr, odd})));
  make({{"interactions", {{"texts", false}}}});
  const AdapterReply reply =
      of({{"contact_external_id", "29"}}, {{"interaction_types", {"ticket"}}});
  EXPECT_EQ(reply.json, json::parse(R"([{
    "id": "5", "type": "Ticket", "subject": "Ticket 5", "date": "2024-03-05T08:20:11Z",
    "url": "https://rt.example.com/Ticket/Display.html?id=5"}])"));
}

TEST_F(RequestTrackerInteractions, AFailureInAnyRequestIsNeverAnEmptyList) {
  make();
  on("GET /tickets", {.status = 200, .body = R"({"pages":0})"});
  EXPECT_EQ(of({{"contact_external_id", "29"}}).status, BAILEY_UNAVAILABLE);
  on("GET /tickets", listOf(all({ticket(7, all({requestor(29, "", "")}))})));
  on("GET /transactions", {.status = 500, .body = ""});
  EXPECT_EQ(of({{"contact_external_id", "29"}}).status, BAILEY_UNAVAILABLE);
  on("GET /transactions",
     listOf(all({json{{"id", 92}, {"ObjectId", "7"}, {"Created", "2024-03-05T08:20:11Z"}}})));
  on("POST /attachments", {.status = 429, .body = "", .retry_after_s = 3});
  const AdapterReply limited = of({{"contact_external_id", "29"}});
  EXPECT_EQ(limited.status, BAILEY_RATE_LIMITED);
  EXPECT_EQ(limited.retry_after_s, 3U);
}

}  // namespace
}  // namespace bailey::request_tracker_test
