#include "simulator/soak_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace bailey::simulator {
namespace {

// Of one account in a day. Synchronization: every half hour, as Talkdesk's FAQ has it for its own
// integrations (contract.md §3). The other two are a small call centre's.
constexpr double kSyncsPerDay = 48;
constexpr double kViewsPerDay = 200;
constexpr double kAutomationsPerDay = 50;

class Planner {
public:
  explicit Planner(const SoakPlanOptions& options) : options_(options), random_(options.seed) {}

  std::vector<Arrival> plan() {
    const double scale = scaleOf();
    for (std::size_t account = 0; account < options_.accounts; ++account) {
      const double phase = uniform_(random_) / std::max(1.0, kSyncsPerDay * scale);
      add(account, Activity::Activation, phase);
      add(account, Activity::AgentSync, phase);
      addEvenly(account, phase, std::max(1.0, kSyncsPerDay * scale));
      addAtRandom(account, Activity::ContactView, kViewsPerDay * scale);
      if (options_.with_actions) {
        addAtRandom(account, Activity::Automation, kAutomationsPerDay * scale);
      }
    }
    std::stable_sort(arrivals_.begin(),
                     arrivals_.end(),
                     [](const Arrival& one, const Arrival& other) { return one.at < other.at; });
    return std::move(arrivals_);
  }

private:
  // How many days' worth of arrivals an account has.
  [[nodiscard]] double scaleOf() const {
    if (options_.rate <= 0) {
      return 1;
    }
    const double per_day =
        kSyncsPerDay + kViewsPerDay + (options_.with_actions ? kAutomationsPerDay : 0);
    const double seconds = std::chrono::duration<double>(options_.duration).count();
    return options_.rate * seconds / (per_day * static_cast<double>(options_.accounts));
  }

  // `share`: of the whole duration.
  void add(std::size_t account, Activity activity, double share) {
    const double microseconds = share * static_cast<double>(options_.duration.count());
    arrivals_.push_back({std::chrono::microseconds(std::llround(microseconds)), account, activity});
  }

  void addEvenly(std::size_t account, double phase, double count) {
    for (double share = phase; share < 1; share += 1 / count) {
      add(account, Activity::ContactSync, share);
    }
  }

  void addAtRandom(std::size_t account, Activity activity, double count) {
    if (count <= 0) {
      return;
    }
    std::exponential_distribution<double> gap(count);
    for (double share = gap(random_); share < 1; share += gap(random_)) {
      add(account, activity, share);
    }
  }

  const SoakPlanOptions& options_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> uniform_{0, 1};
  std::vector<Arrival> arrivals_;
};

}  // namespace

std::string_view nameOf(Activity activity) {
  static constexpr std::array<std::string_view, kActivities> kNames = {
      "auth validation", "contact sync", "agent sync", "contact view", "automation"};
  return kNames.at(static_cast<std::size_t>(activity));
}

std::vector<Arrival> planSoak(const SoakPlanOptions& options) {
  return Planner(options).plan();
}

}  // namespace bailey::simulator
