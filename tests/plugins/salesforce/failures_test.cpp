// What Salesforce's errors mean, and credentials that cannot be any.
#include "salesforce_test.h"

#include <gmock/gmock.h>

#include <map>

namespace bailey::salesforce_test {
namespace {

using fakes::AdapterReply;
using fakes::CrmAnswer;
using testing::ElementsAre;
using testing::IsEmpty;

const std::map<std::string, bailey_status> kStatuses = {{"unauthorized", BAILEY_UNAUTHORIZED},
                                                        {"forbidden", BAILEY_FORBIDDEN},
                                                        {"not_found", BAILEY_NOT_FOUND},
                                                        {"conflict", BAILEY_CONFLICT},
                                                        {"rejected", BAILEY_REJECTED},
                                                        {"rate_limited", BAILEY_RATE_LIMITED},
                                                        {"unavailable", BAILEY_UNAVAILABLE},
                                                        {"timeout", BAILEY_TIMEOUT}};

class FailuresTest : public SalesforceTest {
protected:
  void SetUp() override { create(); }
};

TEST_F(FailuresTest, MeanWhatSalesforceSays) {
  for (const json& each : casesOf("failures")) {
    CrmAnswer failure{
        each.at("status"),
        each.at("body").is_string() ? each.at("body").get<std::string>() : each.at("body").dump()};
    failure.retry_after_s = each.value("retry_after_s", 0U);
    answer(failure);
    const AdapterReply reply =
        act("add_note", {{"text", "A"}}, {{"contact_external_id", kContactId}});
    EXPECT_EQ(reply.status, kStatuses.at(each.at("outcome"))) << each;
    EXPECT_EQ(reply.message, each.value("message", "")) << each;
    EXPECT_EQ(reply.retry_after_s, each.value("expected_pause_s", 0U)) << each;
    EXPECT_EQ(host().answersHeld(), 0U);
  }
}

TEST_F(FailuresTest, ShowNoMoreThanALineOfSalesforcesWords) {
  std::string words;
  for (int i = 0; i < 150; ++i) {
    words += "ß";
  }
  answer(CrmAnswer{
      400,
      json{{{"errorCode", "FIELD_CUSTOM_VALIDATION_EXCEPTION"}, {"message", "x" + words}}}.dump()});
  const AdapterReply reply =
      act("add_note", {{"text", "A"}}, {{"contact_external_id", kContactId}});
  EXPECT_EQ(reply.message, "Salesforce did not accept this: x" + words.substr(0, 198));
}

TEST_F(FailuresTest, LoginReadsAContact) {
  answer(listOf(json::array()));
  const AdapterReply reply = ask(BAILEY_AUTH_VALIDATION);
  EXPECT_EQ(reply.json, json({{"instance_url", kAddress}}));
  EXPECT_THAT(queries(), ElementsAre("SELECT Id FROM Contact LIMIT 1"));
}

TEST_F(FailuresTest, LoginIsRefusedOnlyBySalesforce) {
  answer(json::array(
             {{{"message", "Session expired or invalid"}, {"errorCode", "INVALID_SESSION_ID"}}}),
         401);
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAUTHORIZED);
  answer(CrmAnswer{403, "Bad_OAuth_Token"});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAUTHORIZED);
  answer(CrmAnswer{503, "Service Unavailable"});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAVAILABLE);
  answer(CrmAnswer{0, "no connection", {}, 0, BAILEY_UNAVAILABLE});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAVAILABLE);
  answer(CrmAnswer{200, "<html>"});
  EXPECT_EQ(ask(BAILEY_AUTH_VALIDATION).status, BAILEY_UNAVAILABLE);
}

TEST_F(FailuresTest, CredentialsGoToNoOtherHost) {
  EXPECT_EQ(askWith({{"access_token", kToken}}, BAILEY_AUTH_VALIDATION).status,
            BAILEY_UNAUTHORIZED);
  EXPECT_EQ(askWith({{"instance_url", kAddress}}, BAILEY_AUTH_VALIDATION).status,
            BAILEY_UNAUTHORIZED);
  EXPECT_EQ(
      askWith({{"access_token", ""}, {"instance_url", kAddress}}, BAILEY_AUTH_VALIDATION).status,
      BAILEY_UNAUTHORIZED);
  for (const json& each : casesOf("org_addresses")) {
    const bool is_wrong = each.at("address") == "" && each.at("instance_url") != "";
    if (is_wrong) {
      const AdapterReply reply =
          askWith({{"access_token", kToken}, {"instance_url", each.at("instance_url")}},
                  BAILEY_CONTACT_SYNCHRONIZATION);
      EXPECT_EQ(reply.status, BAILEY_INVALID_REQUEST) << each;
    }
  }
  EXPECT_THAT(requests(), IsEmpty());
}

TEST_F(FailuresTest, TheOperatorMayNameTheHost) {
  create({{"base_url", "http://127.0.0.1:8080/"},
          {"api_version", "58.0"},
          {"auth_fields", {{"access_token", "token"}}}});
  answer(listOf(json::array()));
  const AdapterReply reply = askWith({{"token", kToken}}, BAILEY_AUTH_VALIDATION);
  EXPECT_EQ(reply.json, json::object());
  EXPECT_EQ(requests().at(0).url,
            "http://127.0.0.1:8080/services/data/v58.0/query?q=SELECT%20Id%20FROM%20Contact%20"
            "LIMIT%201");
}

}  // namespace
}  // namespace bailey::salesforce_test
