// Talkdesk's five operations over real TLS, and HTTP as callers and proxies really speak it.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>
#include <memory>
#include <string>

namespace bailey::integration {
namespace {

using fakes::HttpAnswer;
using fakes::TlsClient;
using nlohmann::json;

class Serving : public testing::Test {
protected:
  static void SetUpTestSuite() {
    bridge_ = std::make_unique<BridgeProcess>();
    bridge_->addIntegration("probe", probeIntegration("probe"));
    bridge_->addIntegration("fast", probeIntegration("probe_nb"));
    bridge_->start();
  }

  static void TearDownTestSuite() {
    EXPECT_EQ(bridge_->stop(SIGTERM), 0);
    bridge_.reset();
  }

  static BridgeProcess& bridge() { return *bridge_; }

  static std::unique_ptr<TlsClient> connect() {
    return std::make_unique<TlsClient>(bridge_->port(), bridge_->client());
  }

private:
  static inline std::unique_ptr<BridgeProcess> bridge_;
};

const std::string kEcho = R"({"auth":{},"meta":{},"data":{"text":"hello"}})";

TEST_F(Serving, AnswersTheFiveOperationsOnOneConnection) {
  for (const std::string integration : {"/probe", "/fast"}) {
    const auto caller = connect();

    HttpAnswer answer = caller->post(integration + "/auth_validation", R"({"auth":{}})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "{}");

    answer = caller->post(integration + "/contact_sync", R"({"auth":{}})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(json::parse(answer.body), json::parse(R"({"contacts":[{"id":"c1","name":"Ines Prata"},
                                          {"id":"c2","name":"Omar Diaz"}],
                              "synchronization_checkpoint":"2024-01-02 00:00:00",
                              "next_offset":"2","context":{"delivered":2}})"));

    answer = caller->post(integration + "/contact_sync/", R"({"auth":{},"meta":{"offset":2}})");
    EXPECT_EQ(json::parse(answer.body), json::parse(R"({"contacts":[{"id":"c3","name":"Rui Melo"}],
                              "synchronization_checkpoint":"2024-01-03 00:00:00"})"));

    answer = caller->post(integration + "/interaction_update",
                          R"({"auth":{},"data":{"contact_external_id":"c1"}})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(json::parse(answer.body),
              json::parse(R"([{"id":"t1","subject":"Invoice unclear","type":"ticket",
                               "date":"2024-02-28 10:02:00 UTC","status":"open"}])"));

    answer = caller->post(integration + "/agent_sync?x=1", R"({"auth":{},"meta":{"offset":"2"}})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(json::parse(answer.body),
              json::parse(R"({"agents":[{"id":"u3","name":"Cy","email":"cy@example.com"}]})"));

    answer = caller->post(integration + "/actions/echo", kEcho);
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, R"({"message":"hello"})");
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.header("connection"), "");
  }
}

TEST_F(Serving, AnswersEveryMethodButPostWith405AndJson) {
  for (const std::string method : {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"}) {
    const auto caller = connect();
    caller->send(method + " /probe/contact_sync HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const HttpAnswer answer = caller->read();
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(answer.header("allow"), "POST");
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(json::parse(answer.body).at("code"), "method_not_allowed");
    EXPECT_EQ(caller->post("/probe/actions/echo", kEcho).status, 201) << "and stays usable";
  }
}

TEST_F(Serving, AnswersHeadWithoutABody) {
  const auto caller = connect();
  caller->send("HEAD /probe/contact_sync HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const HttpAnswer answer = caller->read(/*no_body=*/true);
  EXPECT_EQ(answer.status, 405);
  EXPECT_NE(answer.header("content-length"), "0");
  EXPECT_EQ(caller->post("/probe/actions/echo", kEcho).status, 201);
}

TEST_F(Serving, KnowsNoOtherPath) {
  const HttpAnswer unknown = bridge().post("/nobody/contact_sync", "{}");
  EXPECT_EQ(unknown.status, 404);
  for (const std::string path : {"/",
                                 "/metrics",
                                 "/status",
                                 "/health",
                                 "/admin",
                                 "/probe",
                                 "/probe/",
                                 "/probe/actions/",
                                 "/probe/actions/nothing",
                                 "/probe/actions/ECHO",
                                 "/Probe/contact_sync",
                                 "/probe//contact_sync",
                                 "//probe/contact_sync",
                                 "/probe/contact_sync//",
                                 "/probe/./contact_sync",
                                 "/x/../probe/contact_sync",
                                 "/%70robe/contact_sync",
                                 "/probe%2Fcontact_sync",
                                 "/probe/abcdefghijklmnopqrstuvwx/contact_sync",
                                 "/../../lib/x/contact_sync"}) {
    const HttpAnswer answer = bridge().post(path, R"({"auth":{}})");
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.body, unknown.body) << path;
  }
}

TEST_F(Serving, TakesARequestThatComesByteByByte) {
  const auto caller = connect();
  const std::string request =
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
      std::to_string(kEcho.size()) + "\r\n\r\n" + kEcho;
  for (const char byte : request) {
    caller->send({&byte, 1});
  }
  EXPECT_EQ(caller->read().status, 201);
}

TEST_F(Serving, TakesChunkedBodies) {
  const auto caller = connect();
  caller->send(
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
      "a\r\n{\"auth\":{}\r\n");
  caller->send("17\r\n,\"data\":{\"text\":\"two\"}}\r\n0\r\nX-Trailer: yes\r\n\r\n");
  const HttpAnswer answer = caller->read();
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, R"({"message":"two"})");
}

TEST_F(Serving, AnswersPipelinedRequestsInTurn) {
  for (const std::string integration : {"probe", "fast"}) {
    const auto caller = connect();
    std::string requests;
    for (int i = 0; i < 50; ++i) {
      const std::string body = R"({"data":{"text":")" + std::to_string(i) + R"("}})";
      requests += "POST /" + integration + "/actions/echo HTTP/1.1\r\nHost: localhost\r\n" +
                  "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    caller->send(requests);
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(caller->read().body, R"({"message":")" + std::to_string(i) + R"("})");
    }
  }
}

TEST_F(Serving, SaysContinueToThoseWhoWaitForIt) {
  const auto caller = connect();
  caller->send(
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
      "Content-Length: " +
      std::to_string(kEcho.size()) + "\r\n\r\n");
  EXPECT_EQ(caller->read().status, 100);
  caller->send(kEcho);
  EXPECT_EQ(caller->read().status, 201);
}

TEST_F(Serving, RefusesBeforeTheBodyIsSentWhatItWillNotTake) {
  const auto caller = connect();
  caller->send(
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
      "Content-Length: 50000000\r\n\r\n");
  const HttpAnswer answer = caller->read();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(caller->isClosed());
}

TEST_F(Serving, RefusesABodyLargerThanTheLimitWithoutReadingItAll) {
  const auto caller = connect();
  caller->send(
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\n"
      "Content-Length: 52428800\r\n\r\n");
  caller->trySend(std::string(1 << 20, ' '));
  EXPECT_EQ(caller->read().status, 413);
}

TEST_F(Serving, ClosesWhenTheCallerAsksForIt) {
  const auto caller = connect();
  const HttpAnswer answer = caller->post("/probe/actions/echo", kEcho, "Connection: close\r\n");
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(caller->isClosed());
}

TEST_F(Serving, SpeaksHttp10) {
  const auto caller = connect();
  caller->send("POST /probe/actions/echo HTTP/1.0\r\nContent-Length: " +
               std::to_string(kEcho.size()) + "\r\n\r\n" + kEcho);
  EXPECT_EQ(caller->read().status, 201);
  EXPECT_TRUE(caller->isClosed());
}

TEST_F(Serving, EchoesAHarmlessRequestIdAndMakesOneOtherwise) {
  EXPECT_EQ(bridge()
                .post("/probe/actions/echo", kEcho, "X-Request-Id: abc-1.2_3\r\n")
                .header("x-request-id"),
            "abc-1.2_3");
  const std::string made = bridge()
                               .post("/probe/actions/echo", kEcho, "X-Request-Id: \"<x>\"\r\n")
                               .header("x-request-id");
  EXPECT_FALSE(made.empty());
  EXPECT_EQ(made.find_first_not_of("0123456789abcdef-"), std::string::npos) << made;
}

TEST_F(Serving, TurnsWhatAPluginDoesIntoTheContractsAnswers) {
  const auto act = [](const std::string& action, const json& data) {
    return bridge().post("/probe/actions/" + action, json{{"data", data}}.dump());
  };
  EXPECT_EQ(act("throw_int", json::object()).status, 500);
  const HttpAnswer thrown = act("throw_std", {{"text", "hunter2-in-an-exception"}});
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body.find("hunter2"), std::string::npos);
  EXPECT_EQ(bridge().log().find("hunter2"), std::string::npos);

  HttpAnswer answer = act("throw_error", {{"code", "Rejected"}, {"message", "Too long"}});
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json::parse(answer.body).at("message"), "Too long");
  answer = act("throw_error", {{"code", "Unavailable"}});
  EXPECT_EQ(answer.status, 400) << "the literal contract for actions";

  answer = act("big", {{"bytes", 3'000'000}});
  EXPECT_EQ(answer.status, 201);
  EXPECT_GT(answer.body.size(), 3'000'000U);
  EXPECT_EQ(act("big", {{"bytes", 30'000'000}}).status, 500) << "more than is allowed";
}

TEST_F(Serving, OffersTls12And13Only) {
  EXPECT_EQ(connect()->protocol(), "TLSv1.3");
  fakes::ClientOptions options = bridge().client();
  options.tls_version_max = 0x0303;
  EXPECT_EQ(TlsClient(bridge().port(), options).protocol(), "TLSv1.2");
  options.tls_version_max = 0x0302;
  EXPECT_THROW(TlsClient(bridge().port(), options), fakes::ClientError);
}

TEST_F(Serving, SurvivesACallerThatSpeaksPlainHttp) {
  const int fd = fakes::connectTcp(bridge().port());
  const std::string plain =
      "POST /probe/auth_validation HTTP/1.1\r\n\r\n{\"auth\":\"plain-secret\"}";
  (void)!::write(fd, plain.data(), plain.size());
  char byte = 0;
  while (::read(fd, &byte, 1) > 0) {  // a TLS alert, then the end
  }
  ::close(fd);
  EXPECT_EQ(bridge().post("/probe/actions/echo", kEcho).status, 201);
  EXPECT_EQ(bridge().log().find("plain-secret"), std::string::npos);
}

TEST_F(Serving, LetsACallerGoInTheMiddleOfAnything) {
  const std::string request =
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\n"
      "Content-Length: " +
      std::to_string(kEcho.size()) + "\r\n\r\n" + kEcho;
  for (std::size_t sent = 0; sent <= request.size(); sent += 7) {
    connect()->send(std::string_view(request).substr(0, sent));
  }
  EXPECT_EQ(bridge().post("/probe/actions/echo", kEcho).status, 201);
}

}  // namespace
}  // namespace bailey::integration
