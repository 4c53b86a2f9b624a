// What Talkdesk would do with many accounts in a day, as a list of when, squeezed into a shorter
// time. Pure: the same options give the same plan.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bailey::simulator {

enum class Activity : std::uint8_t {
  Activation,   // Auth validation, once.
  ContactSync,  // One run: of everything at first, then of what changed.
  AgentSync,    // One run.
  ContactView,  // Somebody looks at a contact: its interactions.
  Automation,   // An action.
};

constexpr std::size_t kActivities = 5;

std::string_view nameOf(Activity activity);

struct Arrival {
  std::chrono::microseconds at{0};  // Since the beginning.
  std::size_t account = 0;
  Activity activity = Activity::Activation;
};

struct SoakPlanOptions {
  std::chrono::microseconds duration{0};
  std::size_t accounts = 1;
  double rate = 0;  // Arrivals a second of all accounts; 0: as many as a day has.
  bool with_actions = false;
  std::uint64_t seed = 1;
};

// In order of time. Synchronizations come at even distances, half an hour of the day apart, each
// account at its own time; people and automations whenever they like (a Poisson process).
std::vector<Arrival> planSoak(const SoakPlanOptions& options);

}  // namespace bailey::simulator
