// The table of tests/unit/http/framing_cases.json again, now against the real server: what must be
// refused is refused and the connection ended, and no byte of one message ever runs as another.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace bailey::integration {
namespace {

using nlohmann::json;

// A request that must never be answered: it is hidden behind another one.
const std::string kCanary =
    "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: smuggled\r\n"
    "Content-Length: 2\r\n\r\n{}";

void replaceAll(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// U+0000 to U+00FF to bytes.
std::string latin1(const std::string& utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      bytes += utf8[i];
    } else {
      bytes += static_cast<char>(((c & 0x03) << 6) | (utf8[++i] & 0x3F));
    }
  }
  return bytes;
}

std::string rawOf(const json& testcase) {
  std::string raw = latin1(testcase.at("raw"));
  if (testcase.contains("pad")) {
    std::string padding;
    for (int i = 0; i < testcase["pad"][1].get<int>(); ++i) {
      padding += testcase["pad"][0].get<std::string>();
    }
    replaceAll(raw, "<pad>", padding);
  }
  // The codec does not care which path; the server reads a body only for one it knows.
  replaceAll(raw, " /case HTTP/1.", " /probe/actions/echo HTTP/1.");
  return raw;
}

class Framing : public testing::Test {
protected:
  void SetUp() override {
    bridge_.addIntegration("probe", probeIntegration("probe_nb"));
    bridge_.settings["log"] = {{"access", false}};
    bridge_.start();
    std::ifstream file(BAILEY_TEST_SOURCE_DIR "/unit/http/framing_cases.json");
    const json table = json::parse(file);
    for (const auto& [group, cases] : table.at("groups").items()) {
      for (const json& testcase : cases) {
        cases_.emplace_back(group, testcase);
      }
    }
  }

  BridgeProcess bridge_;
  std::vector<std::pair<std::string, json>> cases_;
};

TEST_F(Framing, RefusesAndClosesWhateverMustBeRefused) {
  std::size_t refused = 0;
  for (const auto& [group, testcase] : cases_) {
    if (testcase.at("expect") != "refused") {
      continue;
    }
    const std::string name = group + "/" + testcase.at("name").get<std::string>();
    fakes::TlsClient caller(bridge_.port(), bridge_.client());
    caller.trySend(rawOf(testcase) + kCanary);
    const std::string answers = caller.readToEnd();
    ASSERT_TRUE(answers.starts_with("HTTP/1.1 ")) << name << ": " << answers.substr(0, 80);
    const int status = std::stoi(answers.substr(9, 3));
    // A body on a method other than POST is never read, so its faults are never seen.
    EXPECT_TRUE(status == testcase.at("status") || status == 405) << name << ": " << status;
    EXPECT_NE(answers.find("Connection: close"), std::string::npos) << name;
    EXPECT_EQ(answers.find("HTTP/1.1", 9), std::string::npos) << name << " was answered twice";
    EXPECT_EQ(answers.find("smuggled"), std::string::npos) << name;
    ++refused;
  }
  EXPECT_GT(refused, 300U);
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(Framing, AnswersWhatIsSoundAndThenTheNextRequest) {
  std::size_t sound = 0;
  for (const auto& [group, testcase] : cases_) {
    if (testcase.at("expect") != "complete" || testcase.contains("rest") ||
        testcase.value("keep_alive", true) == false) {
      continue;
    }
    const std::string name = group + "/" + testcase.at("name").get<std::string>();
    fakes::TlsClient caller(bridge_.port(), bridge_.client());
    const std::string raw = rawOf(testcase);
    caller.trySend(raw);
    fakes::HttpAnswer answer = caller.read(/*no_body=*/raw.starts_with("HEAD"));
    if (answer.status == 100) {
      answer = caller.read();
    }
    EXPECT_GE(answer.status, 200) << name;
    if (answer.header("connection") == "close") {
      EXPECT_TRUE(caller.isClosed()) << name;
    } else {
      caller.send(kCanary);
      EXPECT_EQ(caller.read().header("x-request-id"), "smuggled") << name;
    }
    ++sound;
  }
  EXPECT_GT(sound, 30U);
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(Framing, NeverRunsAnUnreadBodyAsTheNextRequest) {
  const std::vector<std::string> heads = {
      "POST /nobody/contact_sync HTTP/1.1\r\nHost: localhost\r\n",                           // 404
      "PUT /probe/contact_sync HTTP/1.1\r\nHost: localhost\r\n",                             // 405
      "POST /probe/contact_sync HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n",  // 415
      "POST /probe/contact_sync HTTP/1.1\r\nHost: localhost\r\n",  // 400: the body is no JSON
  };
  for (const std::string& head : heads) {
    const std::string request =
        head + "Content-Length: " + std::to_string(kCanary.size()) + "\r\n\r\n";
    {  // the body comes with the head: it is passed over
      fakes::TlsClient caller(bridge_.port(), bridge_.client());
      caller.send(request + kCanary + kCanary);
      EXPECT_GE(caller.read().status, 400) << head;
      EXPECT_EQ(caller.read().header("x-request-id"), "smuggled") << "the real next request";
    }
    {  // the body comes later: the connection has ended, or the body was awaited
      fakes::TlsClient caller(bridge_.port(), bridge_.client());
      caller.send(request);
      caller.trySend(kCanary);
      const fakes::HttpAnswer answer = caller.read();
      EXPECT_GE(answer.status, 400) << head;
      EXPECT_NE(answer.header("x-request-id"), "smuggled");
      if (answer.header("connection") == "close") {
        EXPECT_TRUE(caller.isClosed()) << head;
      }
    }
  }
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace bailey::integration
