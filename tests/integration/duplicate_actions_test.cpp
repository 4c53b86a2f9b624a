// An action that is asked for twice in the same words runs once, where the integration's file says
// so. (contract.md §9, cases 72 to 74)
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstddef>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

using fakes::HttpAnswer;
using fakes::TlsClient;
using nlohmann::json;

constexpr std::size_t kCallers = 50;

json countingIntegration(int deduplicate_s, const std::string& plugin = "probe") {
  json made = probeIntegration(plugin);
  for (json& action : made["talkdesk"]["actions"]) {
    action["deduplicate_s"] = deduplicate_s;
  }
  return made;
}

class DuplicateActions : public testing::Test {
protected:
  void SetUp() override {
    json narrow = countingIntegration(600);
    narrow["bounds"] = {{"concurrency", 1}, {"queue", 0}};
    json impatient = countingIntegration(600);
    impatient["bounds"] = {{"deadline_ms", 300}};
    json tokens = countingIntegration(600);
    tokens["talkdesk"]["authentication_type"] = "oauth2_client_credentials";
    for (const char* field : {"site", "client_id", "client_secret", "access_token_url"}) {
      tokens["talkdesk"]["authentication_configuration"].push_back(
          {{"field_name", field}, {"display", field}, {"mandatory", false}});
    }
    bridge_.addIntegration("narrow", narrow);
    bridge_.addIntegration("impatient", impatient);
    bridge_.addIntegration("tokens", tokens);
    bridge_.addIntegration("kept", countingIntegration(600));
    bridge_.addIntegration("other", countingIntegration(600));
    bridge_.addIntegration("brief", countingIntegration(1));
    bridge_.addIntegration("loops", countingIntegration(600, "probe_nb"));
    bridge_.addIntegration("off", countingIntegration(0));
    bridge_.start();
  }

  void TearDown() override { EXPECT_EQ(bridge_.stop(SIGTERM), 0); }

  static std::string body(const json& data) { return json{{"data", data}}.dump(); }

  HttpAnswer count(const std::string& integration, const json& data) {
    return bridge_.post("/" + integration + "/actions/count", body(data));
  }

  static std::string message(const HttpAnswer& answer) {
    return json::parse(answer.body).at("message");
  }

  [[nodiscard]] std::string releaseFile() const { return (bridge_.folder() / "release").string(); }

  void release() const { std::ofstream(releaseFile()) << "now"; }

  std::unique_ptr<TlsClient> startCount(const std::string& integration, const json& data) {
    auto caller = std::make_unique<TlsClient>(bridge_.port(), bridge_.client());
    const std::string text = body(data);
    caller->send("POST /" + integration + "/actions/count HTTP/1.1\r\nHost: localhost\r\n" +
                 "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text);
    return caller;
  }

  BridgeProcess bridge_;
};

// With room for one call and no queue: those who wait hold no worker and no place in the bulkhead.
TEST_F(DuplicateActions, FiftyAtOnceRunOnceAndAllGetTheAnswer) {
  std::vector<std::unique_ptr<TlsClient>> callers;
  for (std::size_t i = 0; i < kCallers; ++i) {
    callers.push_back(startCount("narrow", {{"release_file", releaseFile()}}));
  }
  release();
  for (const auto& caller : callers) {
    const HttpAnswer answer = caller->read();
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(message(answer), "1");
  }
  EXPECT_EQ(message(count("narrow", {{"text", "another"}})), "2");
}

TEST_F(DuplicateActions, DifferentOnesAllRun) {
  std::vector<std::unique_ptr<TlsClient>> callers;
  std::set<std::string> counts;
  for (std::size_t i = 0; i < 30; ++i) {
    callers.push_back(startCount("kept", {{"text", std::to_string(i)}}));
  }
  for (const auto& caller : callers) {
    const HttpAnswer answer = caller->read();
    ASSERT_EQ(answer.status, 201) << answer.body;
    counts.insert(message(answer));
  }
  EXPECT_EQ(counts.size(), 30U);
}

TEST_F(DuplicateActions, WordsCountAndNotTheirOrder) {
  const auto say = [this](const std::string& text) {
    return message(bridge_.post("/kept/actions/count", text));
  };
  const std::string first = say(R"({"auth":{},"data":{"text":"x","text2":"y"}})");
  EXPECT_EQ(say(R"({ "data" : { "text2":"\u0079" , "text":"x" } , "meta": null })"), first);
  EXPECT_NE(say(R"({"data":{"text":"x"}})"), first);
  EXPECT_NE(say(R"({"auth":{"token":"other"},"data":{"text":"x","text2":"y"}})"), first);
  EXPECT_NE(say(R"({"meta":{"contact_external_id":"1"},"data":{"text":"x","text2":"y"}})"), first);
}

TEST_F(DuplicateActions, AnotherActionOrIntegrationIsAnotherRequest) {
  const json data = {{"text", "x"}};
  EXPECT_EQ(message(count("kept", data)), "1");
  EXPECT_EQ(message(bridge_.post("/kept/actions/echo", body(data))), "x");
  EXPECT_EQ(message(count("other", data)), "1") << "its own counter";
  EXPECT_EQ(message(count("other", {{"text", "y"}})), "2");
}

TEST_F(DuplicateActions, AreMarkedInTheLog) {
  (void)bridge_.post("/kept/actions/count", body({{"text", "x"}}), "X-Request-Id: first-1\r\n");
  (void)bridge_.post("/kept/actions/count", body({{"text", "x"}}), "X-Request-Id: second-2\r\n");
  EXPECT_FALSE(json::parse(bridge_.waitForLog("first-1")).contains("duplicate"));
  const json second = json::parse(bridge_.waitForLog("second-2"));
  EXPECT_EQ(second.at("duplicate"), true);
  EXPECT_EQ(second.at("status"), 201);
}

TEST_F(DuplicateActions, RunAgainAfterTheirTime) {
  const json data = {{"text", "x"}};
  ASSERT_EQ(message(count("brief", data)), "1");
  std::string counted;
  do {
    counted = message(count("brief", data));
  } while (counted == "1");
  EXPECT_EQ(counted, "2");
}

TEST_F(DuplicateActions, RunEachTimeWhereTheFileDoesNotAskForLess) {
  EXPECT_EQ(message(count("off", {{"text", "x"}})), "1");
  EXPECT_EQ(message(count("off", {{"text", "x"}})), "2");
}

TEST_F(DuplicateActions, AFailureThatChangedNothingIsNotKept) {
  int counted = 0;
  for (const char* code : {"InvalidRequest",
                           "Unauthorized",
                           "Forbidden",
                           "NotFound",
                           "Conflict",
                           "Rejected",
                           "RateLimited"}) {
    for (int time = 0; time < 2; ++time) {
      const HttpAnswer answer = count("kept", {{"code", code}});
      EXPECT_EQ(answer.status, 400) << code;
      EXPECT_EQ(message(answer), std::to_string(++counted)) << code;
    }
  }
}

TEST_F(DuplicateActions, AFailureThatMayHaveChangedSomethingIsKept) {
  int counted = 0;
  for (const char* code : {"Unavailable", "Timeout"}) {
    ++counted;
    for (int time = 0; time < 2; ++time) {
      const HttpAnswer answer = count("kept", {{"code", code}});
      EXPECT_EQ(answer.status, 400) << "never 401, which would make Talkdesk repeat it";
      EXPECT_EQ(message(answer), std::to_string(counted)) << code;
    }
  }
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(count("kept", {{"code", "Internal"}}).status, 500);
  }
  EXPECT_EQ(message(count("kept", {{"text", "next"}})), "4") << "and ran once";
}

// The token was refused before anything was written; Talkdesk comes again with another one.
TEST_F(DuplicateActions, ARefusedTokenMayComeAgain) {
  const auto call = [this](const std::string& token, const json& data) {
    return bridge_.post("/tokens/actions/count",
                        json{{"auth", {{"token", token}}}, {"data", data}}.dump());
  };
  EXPECT_EQ(call("old", {{"code", "Unauthorized"}}).status, 401);
  EXPECT_EQ(call("old", {{"code", "Unauthorized"}}).status, 401);
  const HttpAnswer made = call("new", {{"text", "x"}});
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(message(made), "3");
  EXPECT_EQ(message(call("new", {{"text", "x"}})), "3");
}

TEST_F(DuplicateActions, WhoWaitsHasADeadlineOfItsOwn) {
  const json data = {{"release_file", releaseFile()}};
  const auto first = startCount("impatient", data);
  const auto second = startCount("impatient", data);
  for (const auto& caller : {first.get(), second.get()}) {
    const HttpAnswer answer = caller->read();
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(json::parse(answer.body).at("code"), "deadline_exceeded");
  }
  release();
  HttpAnswer later;
  do {  // until the one that runs has come back
    later = count("impatient", data);
  } while (later.status != 201);
  EXPECT_EQ(message(later), "1") << "what came of the first, though nobody waited for it then";
}

TEST_F(DuplicateActions, WhoWaitsMayGoAway) {
  const json data = {{"release_file", releaseFile()}};
  const auto first = startCount("kept", data);
  bridge_.waitForLog("waits to be released");
  while (bridge_.log().find(R"("event":"caller_gone")") == std::string::npos) {
    startCount("kept", data).reset();  // a reset may overtake the request, which is then none
  }
  release();
  EXPECT_EQ(message(first->read()), "1");
  EXPECT_EQ(message(count("kept", data)), "1");
}

// Talkdesk gives up and asks again: the second one gets what came of the first.
TEST_F(DuplicateActions, TheOneThatRunsMayLoseItsCaller) {
  const json data = {{"release_file", releaseFile()}};
  auto first = startCount("kept", data);
  bridge_.waitForLog("waits to be released");
  first.reset();
  bridge_.waitForLog(R"("event":"caller_gone")");
  const auto second = startCount("kept", data);
  release();
  EXPECT_EQ(message(second->read()), "1");
}

TEST_F(DuplicateActions, OfNonblockingPluginsRunOnceToo) {
  std::vector<std::unique_ptr<TlsClient>> callers;
  for (std::size_t i = 0; i < kCallers; ++i) {
    callers.push_back(startCount("loops", {{"text", "x"}}));
  }
  for (const auto& caller : callers) {
    const HttpAnswer answer = caller->read();
    ASSERT_EQ(answer.status, 201);
    EXPECT_EQ(message(answer), "1");
  }
}

TEST_F(DuplicateActions, WhatDidNotRunForWantOfRoomRunsLater) {
  const auto running = startCount("narrow", {{"release_file", releaseFile()}});
  bridge_.waitForLog("waits to be released");
  EXPECT_EQ(count("narrow", {{"text", "x"}}).status, 503);
  release();
  EXPECT_EQ(running->read().status, 201);
  const HttpAnswer later = count("narrow", {{"text", "x"}});
  EXPECT_EQ(later.status, 201);
  EXPECT_EQ(message(later), "2");
}

}  // namespace
}  // namespace bailey::integration
