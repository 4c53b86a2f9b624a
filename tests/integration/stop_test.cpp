// SIGTERM under load: what has been asked is answered, nobody is kept waiting for nothing.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace bailey::integration {
namespace {

using fakes::TlsClient;
using nlohmann::json;

class Stop : public testing::Test {
protected:
  void start() {
    bridge_.addIntegration("probe", probeIntegration());
    bridge_.start();
  }

  [[nodiscard]] std::string releaseFile() const { return (bridge_.folder() / "release").string(); }

  std::unique_ptr<TlsClient> startBlocked() {
    auto caller = std::make_unique<TlsClient>(bridge_.port(), bridge_.client());
    const std::string body = json{{"data", {{"release_file", releaseFile()}}}}.dump();
    caller->send("POST /probe/actions/block HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body);
    return caller;
  }

  BridgeProcess bridge_;
};

TEST_F(Stop, AnswersWhatIsOnItsWayAndLeavesIdleCallers) {
  start();
  TlsClient idle(bridge_.port(), bridge_.client());
  EXPECT_EQ(idle.post("/probe/actions/echo", "{}").status, 201);
  const auto busy = startBlocked();
  TlsClient(bridge_.port(), bridge_.client()).post("/probe/actions/echo", "{}");

  bridge_.signal(SIGTERM);
  bridge_.waitForLog(R"("event":"stopping")");
  EXPECT_TRUE(idle.isClosed());
  std::ofstream(releaseFile()) << "now";
  const fakes::HttpAnswer answer = busy->read();
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(bridge_.waitForEnd(), 0);
}

TEST_F(Stop, EndsAtItsDeadlineEvenIfAPluginDoesNotReturn) {
  bridge_.settings["deadlines"] = {{"stop_ms", 300}};
  start();
  const auto busy = startBlocked();
  (void)bridge_.post("/probe/actions/echo", "{}");
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  EXPECT_NE(bridge_.log().find("a plugin did not return in time"), std::string::npos);
}

TEST_F(Stop, EndsAtOnceAtTheSecondSignal) {
  start();
  const auto busy = startBlocked();
  (void)bridge_.post("/probe/actions/echo", "{}");
  bridge_.signal(SIGTERM);
  bridge_.waitForLog(R"("event":"stopping")");
  EXPECT_EQ(bridge_.stop(SIGTERM), 1);
}

TEST_F(Stop, LosesNoRequestThatWasTakenUnderLoad) {
  start();
  constexpr int kCallers = 8;
  std::atomic<int> answered{0};
  std::atomic<int> broken{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      try {
        while (true) {
          TlsClient caller(bridge_.port(), bridge_.client());
          for (int request = 0; request < 100; ++request) {
            const fakes::HttpAnswer answer = caller.post("/probe/actions/echo", "{}");
            if (answer.status != 201) {
              ++broken;
            }
            ++answered;
            if (answer.header("connection") == "close") {
              break;
            }
          }
        }
      } catch (const fakes::ClientError& ended) {
        // Refused, or ended before an answer began: never read, so never run. Cut off inside an
        // answer would be another thing.
        if (std::string(ended.what()).find("inside") != std::string::npos) {
          ++broken;
        }
      }
    });
  }
  while (answered < 200) {
    std::this_thread::yield();
  }
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  for (std::thread& caller : callers) {
    caller.join();
  }
  EXPECT_EQ(broken, 0);
}

// Neither copies of plugins nor its admin socket.
TEST_F(Stop, LeavesNothingBehindButTheVersionsThatProvedGood) {
  const auto names = [&] {
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(bridge_.folder() / "state")) {
      all.insert(entry.path().filename());
    }
    return all;
  };
  start();
  (void)bridge_.post("/probe/actions/echo", "{}");
  EXPECT_EQ(names().size(), 4U);
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  EXPECT_EQ(names(), std::set<std::string>{"last_good"});
}

}  // namespace
}  // namespace bailey::integration
