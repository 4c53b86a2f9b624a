// The outbound service as a plugin's caller meets it: the real bridge, a plugin that asks a CRM,
// and a real CRM that misbehaves, over real sockets and TLS.
#include "fakes/fault_upstream.h"
#include "integration/bridge_process.h"
#include "integration/relay_integration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

using fakes::FaultUpstream;
using fakes::HttpAnswer;
using fakes::ServerFault;
using fakes::TlsClient;
using fakes::Transport;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// Both faces of the service: the plugin that holds no thread and the one that waits on a worker.
class Upstream : public testing::TestWithParam<std::string> {
protected:
  void serve(FaultUpstream& crm, std::chrono::milliseconds deadline = std::chrono::seconds(10)) {
    json integration = relayIntegration(crm, GetParam());
    integration["bounds"] = {{"deadline_ms", deadline.count()}};
    bridge_.addIntegration("crm", integration);
    bridge_.settings["threads"] = {{"loops", 1}, {"workers", 8}};
    bridge_.start();
  }

  HttpAnswer ask(const json& data, const std::string& action = "ask") {
    return bridge_.post("/crm/actions/" + action, json{{"data", data}}.dump());
  }

  HttpAnswer contacts() { return bridge_.post("/crm/contact_sync", "{}"); }

  BridgeProcess bridge_;
};

INSTANTIATE_TEST_SUITE_P(Faces,
                         Upstream,
                         testing::Values("relay", "relay_blocking"),
                         [](const auto& face) { return face.param; });

json bodyOf(const HttpAnswer& answer) {
  return json::parse(answer.body);
}

TEST_P(Upstream, AsksOverOneConnectionAsLongAsItHolds) {
  FaultUpstream crm;
  serve(crm);
  for (int i = 0; i < 5; ++i) {
    const HttpAnswer answer = ask({{"target", "/ok"}});
    ASSERT_EQ(answer.status, 201) << answer.body << bridge_.log();
    EXPECT_EQ(bodyOf(answer).at("external_id"), "200");
  }
  EXPECT_EQ(crm.connections(), 1U);
  EXPECT_EQ(crm.requests("/ok"), 5U);
}

TEST_P(Upstream, SendsWhatThePluginSaysAndFramesItItself) {
  FaultUpstream crm;
  serve(crm);
  ASSERT_EQ(ask({{"method", "POST"},
                 {"target", "/echo?q=a%20b"},
                 {"body", R"({"a":"é"})"},
                 {"field", "X-Customer"},
                 {"value", "42"}})
                .status,
            201);
  ASSERT_FALSE(crm.latestRequests().empty());
  const fakes::UpstreamRequest request = crm.latestRequests().back();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/echo?q=a%20b");
  EXPECT_EQ(request.body, R"({"a":"é"})");
  EXPECT_EQ(request.field("x-customer"), "42");
  EXPECT_EQ(request.field("content-length"), "10");
  EXPECT_EQ(request.field("host"), "localhost:" + std::to_string(crm.port()));
}

TEST_P(Upstream, ResumesItsTlsSessionOnANewConnection) {
  FaultUpstream crm;
  serve(crm);
  EXPECT_EQ(ask({{"target", "/closeidle"}}).status, 201);
  ASSERT_TRUE(crm.waitForOpenConnectionsAtMost(0));
  EXPECT_EQ(ask({{"target", "/ok"}}).status, 201);
  EXPECT_EQ(crm.handshakes(), 2U);
  EXPECT_EQ(crm.resumptions(), 1U);
}

TEST_P(Upstream, ReadsAnswersInEveryHonestForm) {
  FaultUpstream crm;
  serve(crm);
  for (const char* target : {"/gzip",
                             "/deflate",
                             "/deflate/raw",
                             "/interim/3",
                             "/headers/60",
                             "/large/1000000",
                             "/drip",
                             "/slow/50",
                             "/status/404",
                             "/text"}) {
    const HttpAnswer answer = ask({{"target", target}});
    EXPECT_EQ(answer.status, 201) << target << " " << answer.body;
  }
  EXPECT_EQ(bodyOf(ask({{"target", "/large/1000000"}})).at("contact_external_id"), "1000000");
}

// What becomes of an answer that is none: never a success, never a refusal of the credentials.
TEST_P(Upstream, TakesNothingBrokenForAnAnswer) {
  FaultUpstream crm;
  serve(crm, std::chrono::milliseconds(1'500));
  for (const char* target : {"/reset/0",        "/reset/1",    "/reset/60",
                             "/close/0",        "/close/20",   "/cut/60",
                             "/short",          "/nochunkend", "/badchunk",
                             "/garbage",        "/http09",     "/headers/1000",
                             "/headerflood",    "/endless",    "/gzip/cut",
                             "/gzip/bomb",      "/text",       "/json/invalid",
                             "/json/truncated", "/empty",      "/redirect?to=https://localhost/ok",
                             "/status/500",     "/status/404"}) {
    crm.answerAllAs(target);
    const HttpAnswer answer = contacts();
    EXPECT_TRUE(answer.status == 502 || answer.status == 504 || answer.status == 400)
        << target << ": " << answer.status << " " << answer.body;
    EXPECT_NE(bodyOf(answer).value("code", ""), "unauthorized") << target;
  }
  crm.answerAllAs("");
  EXPECT_EQ(contacts().status, 200) << "and it goes on";
}

TEST_P(Upstream, GivesUpAtTheDeadlineOfTheOperation) {
  FaultUpstream crm;
  serve(crm, std::chrono::milliseconds(300));
  for (const char* target : {"/hang", "/hang/head", "/hang/body", "/drip", "/endless"}) {
    crm.answerAllAs(target);
    const HttpAnswer answer = contacts();
    EXPECT_TRUE(answer.status == 504 || answer.status == 502) << target << " " << answer.status;
  }
  EXPECT_TRUE(crm.waitForOpenConnectionsAtMost(0)) << "nothing hangs on";
}

TEST_P(Upstream, RepeatsWhatOnlyReads) {
  FaultUpstream crm;
  serve(crm);
  EXPECT_EQ(ask({{"target", "/once?key=a"}}).status, 201);
  EXPECT_EQ(crm.requests("/once"), 2U);
  EXPECT_EQ(ask({{"method", "POST"}, {"target", "/once?key=b"}, {"repeatable", "true"}}).status,
            201);
  EXPECT_EQ(crm.requests("/once"), 4U);
}

TEST_P(Upstream, RepeatsNoWriteThatMayHaveArrived) {
  FaultUpstream crm;
  serve(crm);
  for (const char* target : {"/reset/0", "/reset/60", "/close/0", "/status/503"}) {
    for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
      const auto before = crm.requests();
      const HttpAnswer answer = ask({{"method", method}, {"target", target}});
      EXPECT_EQ(answer.status, 400) << answer.body;
      EXPECT_EQ(crm.requests() - before, 1U) << method << " " << target;
    }
  }
}

TEST_P(Upstream, WaitsAsLongAsTheCrmAsksIfThereIsTime) {
  FaultUpstream crm;
  serve(crm, std::chrono::seconds(3));
  // It never stops throttling: three attempts with a second between them would take two.
  const HttpAnswer patient = ask({{"target", "/status/429?retry_after=1"}});
  EXPECT_EQ(patient.status, 400);
  EXPECT_EQ(bodyOf(patient).at("code"), "rate_limited");
  EXPECT_EQ(crm.requests("/status/429"), 2U) << "the third would leave no time for an answer";
}

TEST_P(Upstream, TellsTalkdeskHowLongTheCrmWantsToBeLeftAlone) {
  FaultUpstream crm;
  serve(crm);
  crm.answerAllAs("/status/429?retry_after=60");
  const HttpAnswer answer = contacts();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "60");
}

TEST_P(Upstream, ReachesNoHostThatNobodyAllowed) {
  FaultUpstream crm;
  FaultUpstream canary({Transport::kPlain});
  serve(crm);
  const std::string port = std::to_string(canary.port());
  for (const std::string& url :
       std::vector<std::string>{canary.url() + "/ok",
                                "http://127.0.0.1:" + port + "/ok",
                                "http://2130706433:" + port + "/ok",
                                "http://0x7f.1:" + port + "/ok",
                                "http://[::ffff:127.0.0.1]:" + port + "/ok",
                                "http://localhost.:" + port + "/ok",
                                crm.url() + "@127.0.0.1:" + port + "/ok",
                                crm.url() + "#@127.0.0.1:" + port + "/ok",
                                "https://localhost\\@127.0.0.1:" + port + "/ok",
                                "file:///etc/passwd",
                                "//127.0.0.1:" + port + "/ok",
                                "/ok"}) {
    const HttpAnswer answer = ask({{"url", url}});
    EXPECT_EQ(answer.status, 400) << url << " " << answer.body;
    EXPECT_THAT(answer.body, Not(HasSubstr(port))) << "no word about what there is";
  }
  EXPECT_EQ(canary.connections(), 0U);
  EXPECT_EQ(crm.requests(), 0U);
}

TEST_P(Upstream, LetsNobodyWriteIntoTheHead) {
  FaultUpstream crm;
  serve(crm);
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"X-A", "1\r\nX-Admin: 1"},
                                                        {"X-A", "1\nX-Admin: 1"},
                                                        {"X-A\r\nX-Admin", "1"},
                                                        {"X A", "1"},
                                                        {"Host", "evil.example"},
                                                        {"Content-Length", "0"},
                                                        {"Transfer-Encoding", "chunked"},
                                                        {"X-A", "\u00e9"}}) {
    const HttpAnswer answer = ask({{"target", "/ok"}, {"field", name}, {"value", value}});
    EXPECT_EQ(answer.status, 400) << name;
    EXPECT_EQ(bodyOf(answer).at("code"), "invalid_request") << answer.body;
  }
  EXPECT_EQ(ask({{"target", "/ok HTTP/1.1\r\nX-Admin: 1\r\n\r\n"}}).status, 400);
  EXPECT_EQ(ask({{"target", "/ok"}, {"method", "CONNECT"}}).status, 400);
  EXPECT_EQ(crm.requests(), 0U);
}

TEST_P(Upstream, TrustsNoServerThatCannotProveItself) {
  for (const ServerFault fault : {ServerFault::kSelfSigned,
                                  ServerFault::kWrongName,
                                  ServerFault::kExpired,
                                  ServerFault::kNotYetValid,
                                  ServerFault::kBefore12,
                                  ServerFault::kPlainText,
                                  ServerFault::kClosesInHandshake}) {
    FaultUpstream crm({Transport::kTls, fault});
    BridgeProcess bridge;
    bridge.addIntegration("crm", relayIntegration(crm, GetParam()));
    bridge.start();
    const HttpAnswer answer = bridge.post("/crm/contact_sync", "{}");
    EXPECT_EQ(answer.status, 502) << static_cast<int>(fault) << answer.body;
    EXPECT_EQ(crm.requests(), 0U) << "not a byte of a request";
    (void)bridge.waitForLog("\"trouble\":\"tls_");
  }
}

TEST_P(Upstream, GivesUpATlsHandshakeThatHangs) {
  FaultUpstream crm({Transport::kTls, ServerFault::kSilentInHandshake});
  serve(crm, std::chrono::milliseconds(300));
  EXPECT_EQ(contacts().status, 504);
}

TEST_P(Upstream, GivesUpAConnectionThatIsNeverMade) {
  FaultUpstream crm({Transport::kPlain, ServerFault::kAcceptsNothing});
  serve(crm, std::chrono::milliseconds(300));
  EXPECT_EQ(contacts().status, 504);
}

TEST_P(Upstream, SaysTheSameOfAHostThatIsNotThere) {
  FaultUpstream crm;
  json integration = relayIntegration(crm, GetParam());
  integration["settings"]["base"] = "https://no-such-host.invalid";
  integration["upstream"]["hosts"] = {"no-such-host.invalid"};
  bridge_.addIntegration("crm", integration);
  bridge_.start();
  const HttpAnswer answer = contacts();
  EXPECT_EQ(answer.status, 502);
  EXPECT_THAT(answer.body, HasSubstr("The CRM cannot be reached"));
  EXPECT_THAT(answer.body, Not(HasSubstr("no-such-host")));
  (void)bridge_.waitForLog("\"trouble\":\"no_address\"");
}

TEST_P(Upstream, RefusesNoTokenAfterAWrite) {
  FaultUpstream crm;
  serve(crm);
  const HttpAnswer read = ask({{"target", "/status/401"}});
  EXPECT_EQ(bodyOf(read).at("code"), "unauthorized");
  const HttpAnswer written = ask({{"target", "/status/401"}}, "write_then");
  EXPECT_EQ(bodyOf(written).at("code"), "unavailable") << written.body;
}

TEST_P(Upstream, LetsGoOfTheCrmWhenItsCallerGoesAway) {
  FaultUpstream crm;
  serve(crm, std::chrono::minutes(1));
  auto caller = std::make_unique<TlsClient>(bridge_.port(), bridge_.client());
  const std::string body = R"({"data":{"target":"/hang"}})";
  caller->send("POST /crm/actions/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body);
  ASSERT_TRUE(crm.waitForRequests("/hang", 1));
  caller.reset();
  EXPECT_TRUE(crm.waitForOpenConnectionsAtMost(0));
  EXPECT_EQ(ask({{"target", "/ok"}}).status, 201);
}

TEST_P(Upstream, LeavesNoCredentialInTheLog) {
  FaultUpstream crm;
  bridge_.settings["log"] = {{"level", "debug"}};
  serve(crm);
  const std::string secret = "t0ken-of-the-customer";
  for (const char* target : {"/ok", "/reset/0", "/garbage", "/status/500"}) {
    (void)ask({{"target", target}, {"field", "Authorization"}, {"value", "Bearer " + secret}});
    (void)ask({{"target", std::string(target) + "?key=" + secret}});
  }
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  EXPECT_THAT(bridge_.log(), Not(HasSubstr(secret)));
}

TEST_P(Upstream, LeavesACrmAloneThatDoesNotAnswer) {
  FaultUpstream crm;
  json integration = relayIntegration(crm, GetParam());
  integration["upstream"]["breaker_failures"] = 5;
  bridge_.addIntegration("crm", integration);
  bridge_.start();
  crm.answerAllAs("/close/0");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(ask({{"target", "/ok"}, {"method", "POST"}}).status, 400);
  }
  EXPECT_EQ(crm.requests(), 5U);
  (void)bridge_.waitForLog("\"trouble\":\"circuit_open\"");
}

TEST_P(Upstream, AsksNoMoreOftenThanItsOperatorSays) {
  FaultUpstream crm;
  json integration = relayIntegration(crm, GetParam());
  integration["upstream"]["requests_per_second"] = 1;
  integration["bounds"] = {{"deadline_ms", 500}};
  bridge_.addIntegration("crm", integration);
  bridge_.start();
  EXPECT_EQ(contacts().status, 200);
  const HttpAnswer second = contacts();
  EXPECT_EQ(second.status, 503) << "its turn comes too late";
  EXPECT_EQ(second.header("retry-after"), "1");
  EXPECT_EQ(crm.requests(), 1U);
}

TEST_P(Upstream, HoldsBackUntilTheCrmWantsToHearOfItAgain) {
  FaultUpstream crm;
  serve(crm);
  EXPECT_EQ(ask({{"target", "/status/429?retry_after=60"}}).status, 400);
  crm.answerAllAs("/ok");
  const HttpAnswer answer = contacts();
  EXPECT_EQ(answer.status, 503) << answer.body;
  EXPECT_EQ(crm.requests(), 1U);
}

// ---- What only an operation that holds no thread can do ----

std::unique_ptr<TlsClient> askAndLeaveOpen(const BridgeProcess& bridge, const std::string& path) {
  auto caller = std::make_unique<TlsClient>(bridge.port(), bridge.client());
  caller->send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
  return caller;
}

class ManyInFlight : public testing::Test {
protected:
  static constexpr std::size_t kHanging = 100;

  void SetUp() override {
    json hanging = relayIntegration(crm_);
    hanging["settings"]["contacts"] = "/hang";
    hanging["bounds"] = {{"deadline_ms", 60'000}, {"in_flight", kHanging}};
    bridge_.addIntegration("hanging", hanging);
    bridge_.addIntegration("healthy", relayIntegration(crm_));
    bridge_.settings["threads"] = {{"loops", 1}, {"workers", 1}};
    bridge_.start();
    for (std::size_t i = 0; i < kHanging; ++i) {
      callers_.push_back(askAndLeaveOpen(bridge_, "/hanging/contact_sync"));
    }
    ASSERT_TRUE(crm_.waitForRequests("/hang", kHanging));
  }

  FaultUpstream crm_;
  BridgeProcess bridge_;
  std::vector<std::unique_ptr<TlsClient>> callers_;
};

TEST_F(ManyInFlight, HoldNoThreadAndHurtNobody) {
  const std::size_t threads = bridge_.threads();
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(bridge_.post("/healthy/contact_sync", "{}").status, 200);
  }
  EXPECT_LT(threads, 20U);
  const HttpAnswer refused = bridge_.post("/hanging/contact_sync", "{}");
  EXPECT_EQ(refused.status, 503) << "one more than it may have in flight";
}

TEST_F(ManyInFlight, AreGivenUpWhenTheBridgeHasToStop) {
  bridge_.settings["deadlines"] = {{"stop_ms", 500}};
  bridge_.writeConfiguration();
  (void)bridge_.askAdmin("POST", "/v1/reload");
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(ManyInFlight, ComeToTheirEndOverAReloadOfTheirIntegration) {
  json changed = relayIntegration(crm_);
  changed["settings"]["contacts"] = "/ok";
  bridge_.addIntegration("hanging", changed);
  const std::string reloaded = bridge_.askAdmin("POST", "/v1/reload");
  EXPECT_THAT(reloaded, HasSubstr("200 OK"));
  EXPECT_EQ(bridge_.post("/hanging/contact_sync", "{}").status, 200) << "the new version serves";
  callers_.clear();
  EXPECT_TRUE(crm_.waitForOpenConnectionsAtMost(1));
}

}  // namespace
}  // namespace bailey::integration
