// One integration's trouble stays its own: bulkhead, deadline, cancellation.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

using fakes::TlsClient;
using nlohmann::json;

class Isolation : public testing::Test {
protected:
  void SetUp() override {
    json stuck = probeIntegration();
    stuck["bounds"] = {{"concurrency", 1}, {"queue", 0}, {"deadline_ms", 60'000}};
    json impatient = probeIntegration();
    impatient["bounds"] = {{"deadline_ms", 200}};
    bridge_.addIntegration("stuck", stuck);
    bridge_.addIntegration("impatient", impatient);
    bridge_.addIntegration("healthy", probeIntegration());
    bridge_.start();
  }

  [[nodiscard]] std::string releaseFile() const { return (bridge_.folder() / "release").string(); }

  void release() const { std::ofstream(releaseFile()) << "now"; }

  std::unique_ptr<TlsClient> startBlocked(const std::string& integration) {
    auto caller = std::make_unique<TlsClient>(bridge_.port(), bridge_.client());
    const std::string body = json{{"data", {{"release_file", releaseFile()}}}}.dump();
    caller->send("POST /" + integration + "/actions/block HTTP/1.1\r\nHost: localhost\r\n" +
                 "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return caller;
  }

  int echoStatus(const std::string& integration) {
    return bridge_.post("/" + integration + "/actions/echo", R"({"data":{"text":"x"}})").status;
  }

  BridgeProcess bridge_;
};

TEST_F(Isolation, AnIntegrationAtItsLimitAnswers503AtOnceAndOthersAreServed) {
  const auto running = startBlocked("stuck");
  fakes::HttpAnswer refused;
  do {  // until the blocked one has arrived
    refused = bridge_.post("/stuck/actions/echo", R"({"data":{"text":"x"}})");
  } while (refused.status == 201);
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_EQ(json::parse(refused.body).at("code"), "overloaded");
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(echoStatus("healthy"), 201);
  }
  release();
  EXPECT_EQ(running->read().status, 201);
  EXPECT_EQ(echoStatus("stuck"), 201);
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(Isolation, ACallerIsAnsweredAtTheDeadlineWhateverThePluginDoes) {
  const auto caller = startBlocked("impatient");
  const fakes::HttpAnswer answer = caller->read();
  EXPECT_EQ(answer.status, 400) << "an action, by the literal contract";
  EXPECT_EQ(json::parse(answer.body).at("code"), "deadline_exceeded");
  EXPECT_EQ(caller->post("/impatient/actions/echo", "{}").status, 201) << "the connection lives on";
  release();
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(Isolation, APluginIsToldThatNobodyWaitsAnyMore) {
  {
    TlsClient caller(bridge_.port(), bridge_.client());
    caller.send(
        "POST /stuck/actions/sleep_until_deadline HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Length: 2\r\n\r\n{}");
    bridge_.waitForLog("waits for the deadline");
  }  // and it is gone
  bridge_.waitForLog("the call was cancelled");
  bridge_.waitForLog(R"("event":"caller_gone")");
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(Isolation, PluginLogLinesAreEscapedAndNamed) {
  EXPECT_EQ(bridge_
                .post("/healthy/actions/log",
                      json{{"data", {{"text", "a\nb\x1b[31m\xE2\x80\xAE"}}}}.dump(),
                      "X-Request-Id: log-test\r\n")
                .status,
            201);
  const json line = json::parse(bridge_.waitForLog("log-test"));
  EXPECT_EQ(line.at("integration"), "healthy");
  EXPECT_EQ(line.at("plugin"), "probe");
  EXPECT_EQ(line.at("message"), "a?b?[31m???");
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace bailey::integration
