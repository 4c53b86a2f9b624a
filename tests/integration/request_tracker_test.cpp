// A real CRM from end to end: Talkdesk (the simulator) over HTTPS to the real bridge, the plugin
// request_tracker, and the real Request Tracker 5.
#include "fakes/request_tracker.h"

#include "integration/bridge_process.h"
#include "integration/talkdesk_at_bridge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

namespace bailey::simulator {
namespace {

using fakes::RequestTracker;
using integration::BridgeProcess;
using nlohmann::json;
using testing::HasSubstr;

constexpr int kCustomers = 25;
constexpr int kPageSize = 10;

const std::filesystem::path kExample = std::filesystem::path(BAILEY_TEST_SOURCE_DIR).parent_path() /
                                       "config" / "examples" / "request_tracker.json";

class RequestTrackerEndToEnd : public testing::Test {
protected:
  void SetUp() override {
    if (const std::string why = RequestTracker::missing(); !why.empty()) {
      GTEST_SKIP() << why;
    }
    tracker_ = std::make_unique<RequestTracker>();
    tracker_->seed(kCustomers);
    bridge_.addIntegration("rt", integration());
    bridge_.settings["plugins_folder"] = BAILEY_PLUGINS;
    bridge_.start();
    talkdesk_.useAuth(
        {{"username", RequestTracker::kRoot}, {"password", RequestTracker::kRootPassword}});
  }

  [[nodiscard]] json integration() const {
    json integration = json::parse(std::ifstream(kExample));
    integration.erase("callers");
    integration["settings"]["base_url"] = tracker_->url();
    integration["settings"]["contacts"] = {{"page_size", kPageSize}, {"overlap_s", 0}};
    integration["upstream"]["hosts"] = {tracker_->url()};
    integration["bounds"] = {{"deadline_ms", 60'000}};  // a busy machine is no failure
    return integration;
  }

  // The interactions Talkdesk shows for a contact.
  [[nodiscard]] json interactionsOf(const std::string& flag, const std::string& value) const {
    const TalkdeskResult found = talkdesk_.run({"interactions", flag, value});
    EXPECT_EQ(found.code, 0) << found.out << found.err;
    return found.json();
  }

  std::unique_ptr<RequestTracker> tracker_;
  BridgeProcess bridge_;
  TalkdeskAtBridge talkdesk_{bridge_, "rt"};
};

// RT tells times in seconds, and whoever shares the last one comes again with the next run.
void waitForTheNextSecond() {
  for (const std::time_t second = std::time(nullptr); std::time(nullptr) == second;) {
    std::this_thread::yield();
  }
}

TEST_F(RequestTrackerEndToEnd, HoldsTheWholeTour) {
  waitForTheNextSecond();
  tracker_->createUser({{"Name", "last@example.com"},
                        {"EmailAddress", "last@example.com"},
                        {"RealName", "Lana Last"},
                        {"Privileged", 0}});
  const TalkdeskResult result =
      talkdesk_.run({"tour", "--action", "create_ticket", "--input", "subject=Tour"});
  EXPECT_EQ(result.code, 0) << result.out << result.err << bridge_.log();
}

TEST_F(RequestTrackerEndToEnd, BringsEveryContactOnceAndThenOnlyWhatChanged) {
  ASSERT_EQ(talkdesk_.runKeeping({"activate"}).code, 0);
  const TalkdeskResult full = talkdesk_.runKeeping({"sync"});
  ASSERT_EQ(full.code, 0) << full.out << full.err;
  EXPECT_EQ(full.json()["counters"]["contacts"], kCustomers);
  EXPECT_GE(full.json()["counters"]["pages"], kCustomers / kPageSize);

  tracker_->createUser({{"Name", "new@example.com"},
                        {"EmailAddress", "new@example.com"},
                        {"RealName", "Nina New"},
                        {"Privileged", 0}});
  const TalkdeskResult changed = talkdesk_.runKeeping({"sync"});
  EXPECT_EQ(changed.code, 0) << changed.out << changed.err;
  EXPECT_EQ(changed.json()["counters"]["new"], 1) << changed.out;
}

TEST_F(RequestTrackerEndToEnd, FindsWhoCallsByPhoneAndNobodyElse) {
  EXPECT_THAT(interactionsOf("--phone", "+1 555 000 0001").dump(),
              HasSubstr("A very important matter"));
  EXPECT_THAT(interactionsOf("--phone", "+1 555 000 0002").dump(),
              testing::Not(HasSubstr("A very important matter")));
}

TEST_F(RequestTrackerEndToEnd, MakesATicketThatIsThereAfterwards) {
  const std::string customer = tracker_->createUser({{"Name", "tina@example.com"},
                                                     {"EmailAddress", "tina@example.com"},
                                                     {"RealName", "Tina Ticket"},
                                                     {"Privileged", 0}});
  const TalkdeskResult made = talkdesk_.run({"action",
                                             "create_ticket",
                                             "--input",
                                             "subject=Quote ' and \\ survive",
                                             "--input",
                                             "description=Said on the phone",
                                             "--input",
                                             "priority=urgent",
                                             "--contact-id",
                                             customer});
  ASSERT_EQ(made.code, 0) << made.out << made.err;
  EXPECT_THAT(interactionsOf("--email", "tina@example.com").dump(),
              testing::AllOf(HasSubstr("survive"), HasSubstr("urgent")));
  EXPECT_THAT(interactionsOf("--contact-id", customer).dump(), HasSubstr("survive"));
}

TEST_F(RequestTrackerEndToEnd, SaysThatAPasswordIsWrong) {
  talkdesk_.useAuth({{"username", RequestTracker::kRoot}, {"password", "wrong-pass"}});
  const fakes::HttpAnswer answer = bridge_.post(
      "/rt/auth_validation", R"({"auth":{"username":"root","password":"wrong-pass"}})");
  EXPECT_EQ(answer.status, 401) << answer.body;
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  EXPECT_THAT(bridge_.log(), testing::Not(HasSubstr("wrong-pass")));
}

TEST_F(RequestTrackerEndToEnd, GoesOnWhereItWasWhenTheCrmDiesInMidRun) {
  ASSERT_EQ(talkdesk_.runKeeping({"activate"}).code, 0);
  ASSERT_EQ(talkdesk_.runKeeping({"sync", "--pages", "1", "--store", "each-page"}).code, 0);
  tracker_->kill();
  const fakes::HttpAnswer down = bridge_.post(
      "/rt/contact_sync",
      json{{"auth",
            {{"username", RequestTracker::kRoot}, {"password", RequestTracker::kRootPassword}}}}
          .dump());
  EXPECT_EQ(down.status, 502) << "an outage is neither an empty list nor a wrong password";
  tracker_->restart();
  const TalkdeskResult rest = talkdesk_.runKeeping({"sync"});
  EXPECT_EQ(rest.code, 0) << rest.out << rest.err << bridge_.log();
  const TalkdeskResult all = talkdesk_.runKeeping({"sync", "--full"});
  EXPECT_EQ(all.json()["counters"]["contacts"], kCustomers) << all.out;
}

}  // namespace
}  // namespace bailey::simulator
