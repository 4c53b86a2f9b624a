// Authentication validation, and what every operation makes of RT's refusals.
#include "request_tracker_test.h"

namespace bailey::request_tracker_test {
namespace {

class RequestTrackerAccount : public RequestTrackerTest {};

TEST_F(RequestTrackerAccount, AGoodAccountIsProvedByTwoRequests) {
  onRecorded("GET /rt", "rt");
  onRecorded("GET /user/Nobody", "nobody");
  make();
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_OK);
  EXPECT_EQ(asked(), (std::vector<std::string>{"GET /rt", "GET /user/Nobody"}));
  EXPECT_EQ(host().requests[0].field("Authorization"), "Basic cm9vdDpydDpwYXNz");
}

TEST_F(RequestTrackerAccount, ATokenIsSentInRtsOwnForm) {
  onRecorded("GET /rt", "rt");
  onRecorded("GET /user/Nobody", "nobody");
  makeWithToken();
  EXPECT_EQ(host().ask(BAILEY_AUTH_VALIDATION, {{"auth", {{"token", "1-14-abcdef"}}}}).status,
            BAILEY_OK);
  EXPECT_EQ(host().requests[0].field("Authorization"), "token 1-14-abcdef");
}

TEST_F(RequestTrackerAccount, MissingCredentialsAreSentNowhere) {
  make();
  for (const json& auth :
       {json::object(), json{{"username", "root"}}, json{{"username", ""}, {"password", "x"}}}) {
    const AdapterReply reply = host().ask(BAILEY_AUTH_VALIDATION, {{"auth", auth}});
    EXPECT_EQ(reply.status, BAILEY_UNAUTHORIZED);
  }
  EXPECT_EQ(host().requests.size(), 0U);
}

TEST_F(RequestTrackerAccount, RightsThatAreMissingAreNamed) {
  onRecorded("GET /rt", "rt");
  onRecorded("GET /user/Nobody", "nobody_without_rights");
  make();
  const AdapterReply reply = ask(BAILEY_AUTH_VALIDATION);
  EXPECT_EQ(reply.status, BAILEY_FORBIDDEN);
  EXPECT_NE(reply.message.find("AdminUsers"), std::string::npos);
}

TEST_F(RequestTrackerAccount, WhatIsNotRtIsNoGoodAccount) {
  make();
  on("GET /rt", {.status = 200, .body = "<!DOCTYPE html><html>"});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAVAILABLE);
  on("GET /rt", {.status = 200, .body = "{}"});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAVAILABLE);
  on("GET /rt", {.status = 204, .body = ""});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAVAILABLE);
}

struct Refusal {
  CrmAnswer answer;
  bailey_status status;
  std::string part;
};

TEST_F(RequestTrackerAccount, EveryRefusalHasItsMeaning) {
  make();
  const std::vector<Refusal> refusals = {
      {{.status = 401, .body = R"({"message":"Unauthorized"})"}, BAILEY_UNAUTHORIZED, "password"},
      {{.status = 403, .body = R"({"message":"Forbidden"})"}, BAILEY_FORBIDDEN, "the right"},
      {{.status = 404, .body = R"({"message":"Not Found"})"}, BAILEY_NOT_FOUND, "does not have"},
      {{.status = 400,
        .body = R"({"message":"Unknown field: x at /usr/share/rt/lib/RT/Tickets.pm line 918.\n"})"},
       BAILEY_REJECTED,
       "Unknown field: x"},
      {{.status = 429, .body = "", .retry_after_s = 17}, BAILEY_RATE_LIMITED, "try again"},
      {{.status = 500, .body = ""}, BAILEY_UNAVAILABLE, "try again"},
      {{.status = 502, .body = "<html><h1>Bad Gateway</h1>"}, BAILEY_UNAVAILABLE, "try again"},
      {{.status = 503, .body = "", .retry_after_s = 5}, BAILEY_UNAVAILABLE, "try again"},
      {{.status = 302, .body = "Login required"}, BAILEY_UNAVAILABLE, "try again"},
      {{.body = "no answer came", .outcome = BAILEY_TIMEOUT}, BAILEY_TIMEOUT, "no answer"},
  };
  for (const Refusal& refusal : refusals) {
    on("GET /rt", refusal.answer);
    on("GET /tickets", refusal.answer);
    for (const bailey_operation operation : {bailey_operation{BAILEY_AUTH_VALIDATION},
                                             bailey_operation{BAILEY_INTERACTION_RETRIEVAL}}) {
      const AdapterReply reply = ask(operation, {{"data", {{"contact_external_id", "29"}}}});
      EXPECT_EQ(reply.status, refusal.status) << refusal.answer.status;
      EXPECT_EQ(reply.retry_after_s, refusal.answer.retry_after_s);
      EXPECT_NE(reply.message.find(refusal.part), std::string::npos) << reply.message;
      EXPECT_EQ(reply.message.find("/usr/share"), std::string::npos) << reply.message;
      EXPECT_EQ(reply.message.find("rt:pass"), std::string::npos) << reply.message;
      EXPECT_EQ(reply.message.find('<'), std::string::npos) << reply.message;
    }
  }
  EXPECT_EQ(host().log, std::vector<std::string>{});
}

}  // namespace
}  // namespace bailey::request_tracker_test
