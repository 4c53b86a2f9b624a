// Callers that are slow on purpose hold nothing but a socket, and each is cut at its deadline.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

using fakes::TlsClient;

const std::string kBody = R"({"data":{"text":"hello"}})";

class SlowCallers : public testing::Test {
protected:
  void SetUp() override {
    bridge_.addIntegration("probe", probeIntegration());
    bridge_.settings["deadlines"] = {
        {"handshake_ms", 3000}, {"header_ms", 3000}, {"body_ms", 3000}, {"idle_ms", 3000}};
    bridge_.start();
    threads_ = bridge_.threads();
  }

  void TearDown() override {
    EXPECT_EQ(bridge_.threads(), threads_);
    EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  }

  // Others are served while these hang on.
  void expectServed() {
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(bridge_.post("/probe/actions/echo", kBody).status, 201);
    }
  }

  std::vector<std::unique_ptr<TlsClient>> callersThatSay(const std::string& bytes, int count) {
    std::vector<std::unique_ptr<TlsClient>> callers;
    for (int i = 0; i < count; ++i) {
      callers.push_back(std::make_unique<TlsClient>(bridge_.port(), bridge_.client()));
      callers.back()->send(bytes);
    }
    return callers;
  }

  BridgeProcess bridge_;
  std::size_t threads_ = 0;
};

TEST_F(SlowCallers, WhoNeverShakeHandsAreCut) {
  std::vector<int> silent;
  for (int i = 0; i < 100; ++i) {
    silent.push_back(fakes::connectTcp(bridge_.port()));
    ASSERT_GE(silent.back(), 0);
  }
  expectServed();
  for (const int fd : silent) {
    char byte = 0;
    EXPECT_LE(::read(fd, &byte, 1), 0);  // blocks until the server ends it
    ::close(fd);
  }
}

TEST_F(SlowCallers, WhoNeverFinishTheirHeadGetA408) {
  const auto callers = callersThatSay("POST /probe/actions/echo HTTP/1.1\r\nHost: loc", 50);
  expectServed();
  for (const auto& caller : callers) {
    EXPECT_EQ(caller->read().status, 408);
    EXPECT_TRUE(caller->isClosed());
  }
}

TEST_F(SlowCallers, WhoNeverFinishTheirBodyGetA408) {
  const auto callers = callersThatSay(
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", 50);
  expectServed();
  for (const auto& caller : callers) {
    EXPECT_EQ(caller->read().status, 408);
    EXPECT_TRUE(caller->isClosed());
  }
}

TEST_F(SlowCallers, WhoNeverAskAreLetGoQuietly) {
  const auto callers = callersThatSay("", 50);
  expectServed();
  for (const auto& caller : callers) {
    EXPECT_TRUE(caller->isClosed());
  }
}

TEST_F(SlowCallers, WhoNeverReadDoNotHoldOthersUp) {
  // 20 answers of 3 MB each that nobody reads: far more than a socket's buffers take.
  const std::string big = R"({"data":{"bytes":3000000}})";
  std::string requests;
  for (int i = 0; i < 20; ++i) {
    requests += "POST /probe/actions/big HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                std::to_string(big.size()) + "\r\n\r\n" + big;
  }
  const auto callers = callersThatSay(requests, 5);
  expectServed();
}

}  // namespace
}  // namespace bailey::integration
