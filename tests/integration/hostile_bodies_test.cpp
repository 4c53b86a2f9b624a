// Bodies made to hurt: each gets a clean 4xx, nothing of them runs, and memory stays flat.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

using nlohmann::json;

std::string repeat(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

struct HostileBody {
  const char* name;
  std::string body;
  int status;
};

std::vector<HostileBody> hostileBodies() {
  std::string equal_names;
  for (int i = 0; i < 60'000; ++i) {
    equal_names += R"("a":1,)";
  }
  return {
      {"empty", "", 400},
      {"null", "null", 400},
      {"array", "[]", 400},
      {"string", "\"x\"", 400},
      {"cut off", R"({"auth":{)", 400},
      {"trailing garbage", "{} x", 400},
      {"byte order mark", "\xEF\xBB\xBF{}", 400},
      {"invalid UTF-8", "{\"auth\":{\"token\":\"\xC3\x28\"}}", 400},
      {"lone surrogate", R"({"auth":{"token":"\ud800"}})", 400},
      {"NUL in a credential", R"({"auth":{"token":"a\u0000b"}})", 400},
      {"a raw NUL", std::string("{\"auth\":{\"token\":\"a\0b\"}}", 24), 400},
      {"the same name twice in auth", R"({"auth":{"token":"a","token":"b"}})", 400},
      {"auth twice", R"({"auth":{},"auth":{}})", 400},
      {"auth is a list", R"({"auth":[]})", 400},
      {"data is a text", R"({"auth":{},"data":"x"})", 400},
      {"100,000 brackets", repeat("[", 100'000), 400},
      {"100,000 brackets in data", R"({"data":)" + repeat("[", 100'000), 400},
      {"100,000 objects", repeat(R"({"a":)", 100'000), 400},
      {"1e400", R"({"data":{"n":1e400}})", 400},
      {"a million digits", R"({"data":{"n":1)" + std::string(1'000'000, '0') + "}}", 400},
      {"60,000 equal names", "{" + equal_names + R"("b":1})", 400},
      {"100,000 members", R"({"data":[)" + repeat("1,", 100'000) + "1]}", 400},
  };
}

TEST(HostileBodies, GetACleanRefusalAndLeaveMemoryFlat) {
  BridgeProcess bridge;
  bridge.addIntegration("probe", probeIntegration("probe_nb"));
  bridge.start();
  fakes::TlsClient caller(bridge.port(), bridge.client());

  const auto sendAll = [&] {
    for (const HostileBody& hostile : hostileBodies()) {
      const fakes::HttpAnswer answer = caller.post("/probe/actions/echo", hostile.body);
      EXPECT_EQ(answer.status, hostile.status) << hostile.name << ": " << answer.body;
      EXPECT_EQ(answer.header("content-type"), "application/json") << hostile.name;
      EXPECT_FALSE(json::parse(answer.body).at("message").get<std::string>().empty());
    }
  };
  sendAll();
  const long warm = bridge.residentKib();
  for (int round = 0; round < 10; ++round) {
    sendAll();
  }
  EXPECT_LT(bridge.residentKib(), warm + 16 * 1024) << "KiB";
  EXPECT_EQ(caller.post("/probe/actions/echo", R"({"data":{"text":"alive"}})").status, 201);
  EXPECT_EQ(bridge.stop(SIGTERM), 0);
}

TEST(HostileBodies, RefusesFiftyMegabytesWithoutKeepingThem) {
  BridgeProcess bridge;
  bridge.addIntegration("probe", probeIntegration());
  bridge.start();
  (void)bridge.post("/probe/actions/echo", "{}");
  const long before = bridge.residentKib();
  const std::string megabyte(1024 * 1024, ' ');
  for (const std::string framing :
       {"Content-Length: 52428800\r\n", "Transfer-Encoding: chunked\r\n"}) {
    fakes::TlsClient caller(bridge.port(), bridge.client());
    caller.send("POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n");
    for (int sent = 0; sent < 50; ++sent) {
      const bool chunked = framing[0] == 'T';
      if (!caller.trySend(chunked ? "100000\r\n" + megabyte + "\r\n" : megabyte)) {
        break;
      }
    }
    try {
      EXPECT_EQ(caller.read().status, 413) << framing;
    } catch (const fakes::ClientError&) {
      // A caller that goes on sending for long may lose the answer to a reset: that is TCP.
    }
  }
  EXPECT_LT(bridge.residentKib(), before + 24 * 1024) << "KiB";
  EXPECT_EQ(bridge.stop(SIGTERM), 0);
}

TEST(HostileBodies, RefusesCodedBodies) {
  BridgeProcess bridge;
  bridge.addIntegration("probe", probeIntegration());
  bridge.start();
  const fakes::HttpAnswer answer =
      bridge.post("/probe/actions/echo", "\x1F\x8B\x08 not for us", "Content-Encoding: gzip\r\n");
  EXPECT_EQ(answer.status, 415);
  EXPECT_EQ(bridge.post("/probe/actions/echo", "{}", "Content-Encoding: identity\r\n").status, 201);
  EXPECT_EQ(bridge.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace bailey::integration
