// Whatever Zendesk answers instead of a success: the status of it, for every operation.
#include "zendesk_test.h"

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;

struct Failure {
  int status;
  bailey_status read;
  bailey_status write;
};

class ZendeskFailures : public ZendeskTest, public ::testing::WithParamInterface<Failure> {
protected:
  fakes::CrmAnswer failure(const std::string& body) const {
    return {.status = GetParam().status, .body = body, .retry_after_s = 41};
  }
};

TEST_P(ZendeskFailures, MeanTheSameWhateverTheirBody) {
  for (const std::string body :
       {"", "<html><h1>Oops</h1></html>", "{\"error\":\"X\"}", "[1", "5"}) {
    for (const bailey_operation operation : {BAILEY_CONTACT_SYNCHRONIZATION,
                                             BAILEY_AGENT_SYNCHRONIZATION,
                                             BAILEY_INTERACTION_RETRIEVAL}) {
      answers = {failure(body)};
      const fakes::AdapterReply reply =
          ask(operation, json::object(), {{"contact_emails", {"ines@faro.example"}}});
      EXPECT_EQ(reply.status, GetParam().read) << operation << ' ' << body;
      EXPECT_EQ(reply.retry_after_s, 41U);
      EXPECT_FALSE(reply.message.empty());
      EXPECT_EQ(reply.message.find('<'), std::string::npos) << reply.message;
    }
    answers = {failure(body)};
    const fakes::AdapterReply reply = act("create_ticket", {{"subject", "Hello"}});
    EXPECT_EQ(reply.status, GetParam().write) << body;
    EXPECT_EQ(host.requests.size(), 1U) << "a write is not repeated";
    EXPECT_FALSE(host.requests[0].repeatable);
  }
}

INSTANTIATE_TEST_SUITE_P(OfZendesk,
                         ZendeskFailures,
                         ::testing::Values(Failure{400, BAILEY_REJECTED, BAILEY_REJECTED},
                                           Failure{401, BAILEY_UNAUTHORIZED, BAILEY_UNAUTHORIZED},
                                           Failure{403, BAILEY_FORBIDDEN, BAILEY_FORBIDDEN},
                                           Failure{404, BAILEY_NOT_FOUND, BAILEY_NOT_FOUND},
                                           Failure{409, BAILEY_CONFLICT, BAILEY_CONFLICT},
                                           Failure{422, BAILEY_REJECTED, BAILEY_REJECTED},
                                           Failure{429, BAILEY_RATE_LIMITED, BAILEY_RATE_LIMITED},
                                           Failure{302, BAILEY_UNAVAILABLE, BAILEY_UNAVAILABLE},
                                           Failure{500, BAILEY_UNAVAILABLE, BAILEY_UNAVAILABLE},
                                           Failure{503, BAILEY_UNAVAILABLE, BAILEY_UNAVAILABLE}));

TEST_F(ZendeskTest, NoAnswerKeepsItsOwnReason) {
  answers = {{.body = "The CRM took too long.", .outcome = BAILEY_TIMEOUT}};
  const fakes::AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION);
  EXPECT_EQ(reply.status, BAILEY_TIMEOUT);
  EXPECT_EQ(reply.message, "The CRM took too long.");
}

TEST_F(ZendeskTest, AValidationErrorNamesItsField) {
  answers = {answer(422,
                    {{"error", "RecordInvalid"},
                     {"description", "Record validation errors"},
                     {"details",
                      {{"email",
                        {{{"description", "Email: <b>a@b.c</b> is already being used"},
                          {"error", "DuplicateValue"}}}}}}})};
  const fakes::AdapterReply reply = act("create_or_update_contact", {{"name", "Ines"}});
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_EQ(reply.message,
            "Zendesk did not accept what was filled in: Email: a@b.c is already being used");
}

TEST_F(ZendeskTest, AReasonIsCutBetweenCharacters) {
  std::string reason;
  for (int i = 0; i < 150; ++i) {
    reason += "\xC3\xA9";
  }
  answers = {answer(400, {{"error", {{"message", "x" + reason}}}})};
  const fakes::AdapterReply reply = act("create_ticket", {{"subject", "Hello"}});
  const std::string start = "Zendesk did not accept what was filled in: ";
  EXPECT_EQ(reply.message, start + "x" + reason.substr(0, 198));
}

}  // namespace
}  // namespace bailey::zendesk_test
