// That Request Tracker runs for a test as it does for a customer.
#include "fakes/request_tracker.h"

#include "fakes/free_port.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace bailey::fakes {
namespace {

using nlohmann::json;

TEST(RequestTrackerTest, ServesSeedsDiesAndComesBack) {
  if (const std::string missing = RequestTracker::missing(); !missing.empty()) {
    GTEST_SKIP() << missing;
  }
  RequestTracker tracker;
  const TrackerAnswer version = tracker.call("GET", "/rt");
  EXPECT_EQ(version.status, 200);
  EXPECT_EQ(version.body.at("Version").get<std::string>().substr(0, 2), "5.") << version.body;
  EXPECT_EQ(tracker.callAs("Basic cm9vdDp3cm9uZw==", "GET", "/rt").status, 401);
  EXPECT_EQ(tracker.callAs("token " + tracker.createToken(), "GET", "/rt").status, 200);
  tracker.seed(3);
  const json customer = tracker.call("GET", "/user/c3@example.com").body;
  EXPECT_EQ(customer.at("MobilePhone"), "+15550000003");
  const std::string ticket = tracker.createTicket("c2@example.com", "Another matter", "Please");
  tracker.kill();
  EXPECT_FALSE(isListening(tracker.port()));
  EXPECT_THROW((void)tracker.call("GET", "/rt"), std::runtime_error);
  tracker.restart();
  EXPECT_EQ(tracker.call("GET", "/ticket/" + ticket).body.at("Subject"), "Another matter");
}

TEST(RequestTrackerTest, SharesNothingWithAnother) {
  if (const std::string missing = RequestTracker::missing(); !missing.empty()) {
    GTEST_SKIP() << missing;
  }
  RequestTracker one;
  const RequestTracker other;
  EXPECT_NE(one.url(), other.url());
  EXPECT_EQ(one.createTicket("root", "Here only", "x"), "1");
  EXPECT_EQ(one.call("GET", "/ticket/1").status, 200);
  EXPECT_EQ(other.call("GET", "/ticket/1").status, 404);
}

}  // namespace
}  // namespace bailey::fakes
