#include "simulator/soak_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace bailey::simulator {
namespace {

std::vector<Arrival> only(const std::vector<Arrival>& plan, Activity activity) {
  std::vector<Arrival> chosen;
  std::copy_if(
      plan.begin(), plan.end(), std::back_inserter(chosen), [activity](const Arrival& one) {
        return one.activity == activity;
      });
  return chosen;
}

SoakPlanOptions dayOf(std::size_t accounts) {
  SoakPlanOptions options;
  options.duration = std::chrono::seconds(48);
  options.accounts = accounts;
  options.with_actions = true;
  return options;
}

TEST(SoakPlan, HasADaysArrivalsInOrder) {
  const auto plan = planSoak(dayOf(20));
  EXPECT_TRUE(
      std::is_sorted(plan.begin(), plan.end(), [](const Arrival& one, const Arrival& other) {
        return one.at < other.at;
      }));
  EXPECT_EQ(only(plan, Activity::Activation).size(), 20U);
  EXPECT_EQ(only(plan, Activity::ContactSync).size(), 20U * 48);
  // 20 * 200 on the average; six standard deviations either way.
  EXPECT_NEAR(static_cast<double>(only(plan, Activity::ContactView).size()), 4000, 380);
  EXPECT_NEAR(static_cast<double>(only(plan, Activity::Automation).size()), 1000, 190);
  EXPECT_LT(plan.back().at, std::chrono::seconds(48));
}

TEST(SoakPlan, SynchronizesAnAccountEveryHalfHourFromItsActivationOn) {
  const auto plan = planSoak(dayOf(1));
  const auto syncs = only(plan, Activity::ContactSync);
  EXPECT_EQ(syncs.front().at, only(plan, Activity::Activation).front().at);
  for (std::size_t i = 1; i < syncs.size(); ++i) {
    EXPECT_NEAR(static_cast<double>((syncs[i].at - syncs[i - 1].at).count()), 1e6, 2);
  }
}

TEST(SoakPlan, ActivatesEachAccountAtATimeOfItsOwn) {
  std::set<std::chrono::microseconds> times;
  for (const Arrival& arrival : only(planSoak(dayOf(50)), Activity::Activation)) {
    times.insert(arrival.at);
  }
  EXPECT_GT(times.size(), 45U);
}

TEST(SoakPlan, KeepsToARate) {
  SoakPlanOptions options = dayOf(10);
  options.rate = 100;
  const auto plan = planSoak(options);
  EXPECT_NEAR(static_cast<double>(plan.size()), 4800, 450);
}

TEST(SoakPlan, IsTheSameForTheSameSeed) {
  SoakPlanOptions options = dayOf(3);
  const auto one = planSoak(options);
  const auto same = planSoak(options);
  ASSERT_EQ(one.size(), same.size());
  EXPECT_TRUE(
      std::equal(one.begin(), one.end(), same.begin(), [](const Arrival& a, const Arrival& b) {
        return a.at == b.at && a.account == b.account && a.activity == b.activity;
      }));
  options.seed = 2;
  EXPECT_NE(planSoak(options).front().at, one.front().at);
}

TEST(SoakPlan, CreatesNothingUnlessAsked) {
  SoakPlanOptions options = dayOf(3);
  options.with_actions = false;
  EXPECT_TRUE(only(planSoak(options), Activity::Automation).empty());
}

}  // namespace
}  // namespace bailey::simulator
