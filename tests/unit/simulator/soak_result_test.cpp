#include "simulator/soak_result.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bailey::simulator {
namespace {

using std::chrono::microseconds;

TEST(SoakResult, TakesPercentilesByNearestRank) {
  std::vector<microseconds> values;
  for (int i = 1; i <= 200; ++i) {
    values.emplace_back(i);
  }
  EXPECT_EQ(percentileOf(values, 0.5).count(), 100);
  EXPECT_EQ(percentileOf(values, 0.9).count(), 180);
  EXPECT_EQ(percentileOf(values, 0.99).count(), 198);
  EXPECT_EQ(percentileOf(values, 1.0).count(), 200);
  EXPECT_EQ(percentileOf({microseconds(7)}, 0.5).count(), 7);
  EXPECT_EQ(percentileOf({}, 0.5).count(), 0);
}

TEST(SoakResult, CountsARuleOnceWithHowOftenItWasBroken) {
  SoakResult one;
  one.add({"4", "a rule", "first place", "{}", 2});
  one.add({"4", "a rule", "second place", "{}", 3});
  SoakResult other;
  other.add({"4", "a rule", "third place", "{}", 1});
  other.add({"5", "a rule", "elsewhere", "{}", 1});
  one.merge(other);
  ASSERT_EQ(one.violations.size(), 2U);
  EXPECT_EQ(one.violations[0].times, 6U);
  EXPECT_EQ(one.violations[0].where, "first place");
  EXPECT_FALSE(one.held());
}

TEST(SoakResult, IsNotHeldAfterAFailure) {
  SoakResult result;
  EXPECT_TRUE(result.held());
  result.activities[0].failures["late"] = 1;
  EXPECT_FALSE(result.held());
}

TEST(SoakResult, MergesWhatThreadsFound) {
  SoakResult one;
  one.activities[1].arrivals = 1;
  one.activities[1].latencies = {microseconds(3000)};
  one.activities[1].failures["status 503"] = 1;
  SoakResult all = one;
  all.merge(one);
  all.duration = std::chrono::seconds(2);
  const nlohmann::json json = toJson(all);
  EXPECT_EQ(json["calls"], 2);
  EXPECT_EQ(json["calls_per_second"], 1.0);
  EXPECT_EQ(json["activities"][1]["arrivals"], 2);
  EXPECT_EQ(json["activities"][1]["failures"]["status 503"], 2);
  EXPECT_EQ(json["activities"][1]["max_ms"], 3.0);
  EXPECT_NE(textOf(all, {}).find("contact sync: status 503, 2 times"), std::string::npos)
      << textOf(all, {});
}

}  // namespace
}  // namespace bailey::simulator
