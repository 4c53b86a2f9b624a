#include "simulator/step.h"

#include <algorithm>

namespace bailey::simulator {

std::string_view nameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Held:
      return "held";
    case Outcome::Broken:
      return "broken";
    case Outcome::NotRun:
      return "not_run";
    case Outcome::NotApplicable:
      return "not_applicable";
    case Outcome::Unset:
      break;
  }
  return "unset";
}

std::optional<StepTimes> timesOf(const Step& step) {
  if (step.durations.empty()) {
    return std::nullopt;
  }
  std::vector<std::chrono::microseconds> sorted = step.durations;
  std::sort(sorted.begin(), sorted.end());
  return StepTimes{sorted[(sorted.size() - 1) / 2], sorted.back()};
}

}  // namespace bailey::simulator
