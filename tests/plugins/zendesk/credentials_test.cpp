// Who may use Zendesk, how it is told, and that nobody chooses another host.
#include "zendesk_test.h"

namespace bailey::zendesk_test {
namespace {

class ZendeskCredentials : public ZendeskTest {
protected:
  fakes::AdapterReply validate() { return ask(BAILEY_AUTH_VALIDATION); }

  static nlohmann::json me(const nlohmann::json& id, const std::string& role) {
    return {{"user", {{"id", id}, {"name", "Jane"}, {"role", role}}}};
  }
};

TEST_F(ZendeskCredentials, AnApiTokenIsSentAsBasic) {
  answers = {answer(200, me(7, "admin"))};
  const fakes::AdapterReply reply = validate();
  EXPECT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json, nlohmann::json::object());
  ASSERT_EQ(host.requests.size(), 1U);
  EXPECT_EQ(host.requests[0].method, "GET");
  EXPECT_EQ(host.requests[0].url, "https://acme.zendesk.com/api/v2/users/me");
  EXPECT_EQ(host.requests[0].field("Authorization"), kBasic);
  EXPECT_EQ(host.requests[0].body, "");
}

TEST_F(ZendeskCredentials, AnAccessTokenIsSentAsBearer) {
  talkdesk["auth_fields"] = {"subdomain", "access_token"};
  auth = {{"subdomain", " ACME "}, {"access_token", "oauth-s3cret"}};
  answers = {answer(200, me(7, "agent"))};
  EXPECT_EQ(validate().status, BAILEY_OK);
  EXPECT_EQ(host.requests[0].url, "https://acme.zendesk.com/api/v2/users/me");
  EXPECT_EQ(host.requests[0].field("Authorization"), "Bearer oauth-s3cret");
}

TEST_F(ZendeskCredentials, TheApiTokenServesWhereThereIsNoAccessToken) {
  talkdesk["auth_fields"] = {"subdomain", "access_token", "email", "api_token"};
  answers = {answer(200, me(7, "agent"))};
  EXPECT_EQ(validate().status, BAILEY_OK);
  EXPECT_EQ(host.requests[0].field("Authorization"), kBasic);
}

TEST_F(ZendeskCredentials, TheSettingsMayNameTheHost) {
  settings["base_url"] = "http://127.0.0.1:4301/";
  talkdesk["auth_fields"] = {"email", "api_token"};
  answers = {answer(200, me(7, "agent"))};
  EXPECT_EQ(validate().status, BAILEY_OK);
  EXPECT_EQ(host.requests[0].url, "http://127.0.0.1:4301/api/v2/users/me");
}

TEST_F(ZendeskCredentials, AnAnonymousUserIsNobody) {
  answers = {answer(200, me(nullptr, "end-user"))};
  EXPECT_EQ(validate().status, BAILEY_UNAUTHORIZED);
}

TEST_F(ZendeskCredentials, ACustomerMayNotConnect) {
  answers = {answer(200, me(8, "end-user"))};
  EXPECT_EQ(validate().status, BAILEY_FORBIDDEN);
}

TEST_F(ZendeskCredentials, WrongOnesAreUnauthorized) {
  answers = {answer(401, {{"error", "Couldn't authenticate you"}})};
  const fakes::AdapterReply reply = validate();
  EXPECT_EQ(reply.status, BAILEY_UNAUTHORIZED);
  EXPECT_NE(reply.message.find("check the e-mail address"), std::string::npos);
}

TEST_F(ZendeskCredentials, AnAccountThatDoesNotExistIsAWrongSubdomain) {
  answers = {{.status = 404, .body = "<html>Help Center Closed</html>"}};
  const fakes::AdapterReply reply = validate();
  EXPECT_EQ(reply.status, BAILEY_UNAUTHORIZED);
  EXPECT_NE(reply.message.find("subdomain"), std::string::npos);
}

TEST_F(ZendeskCredentials, AnOutageIsNeverUnauthorized) {
  answers = {{.status = 500, .body = "<html>"},
             {.status = 200, .body = "<html>Maintenance"},
             {.status = 200, .body = ""},
             answer(200, nlohmann::json::array()),
             {.status = 301, .body = ""},
             {.body = "no connection", .outcome = BAILEY_UNAVAILABLE}};
  while (!answers.empty()) {
    const fakes::AdapterReply reply = validate();
    EXPECT_EQ(reply.status, BAILEY_UNAVAILABLE) << reply.message;
  }
}

TEST_F(ZendeskCredentials, NoSubdomainLeadsToAnotherHost) {
  for (const char* subdomain : {"",
                                "evil.example/",
                                "evil.example#",
                                "x@169.254.169.254",
                                "acme.evil",
                                "acme:8080",
                                "acme/..",
                                "-acme",
                                "acme\r\nHost: evil",
                                "\xC3\xA9"}) {
    auth["subdomain"] = subdomain;
    const fakes::AdapterReply reply = validate();
    EXPECT_EQ(reply.status, BAILEY_UNAUTHORIZED) << subdomain;
    EXPECT_TRUE(host.requests.empty()) << subdomain;
  }
}

TEST_F(ZendeskCredentials, WhatIsMissingIsNotAskedFor) {
  for (const char* field : {"subdomain", "email", "api_token"}) {
    const nlohmann::json complete = auth;
    auth.erase(field);
    EXPECT_EQ(validate().status, BAILEY_UNAUTHORIZED) << field;
    EXPECT_TRUE(host.requests.empty()) << field;
    auth = complete;
  }
  auth["email"] = "jane:x@acme.example";
  EXPECT_EQ(validate().status, BAILEY_UNAUTHORIZED);
  EXPECT_TRUE(host.requests.empty());
}

}  // namespace
}  // namespace bailey::zendesk_test
