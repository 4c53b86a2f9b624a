#include "simulator/tour.h"

#include "simulator/scenario.h"
#include "simulator/tour_steps.h"

#include <array>

namespace bailey::simulator {
namespace {

struct NamedStep {
  const char* name;
  Step (*run)(TourState& state, StepRun& step);
};

constexpr std::array<NamedStep, 12> kSteps = {{
    {"auth validation", validateAuth},
    {"auth validation, wrong value", refuseWrongAuth},
    {"contacts, all", synchronizeAllContacts},
    {"contacts, changed", synchronizeChangedContacts},
    {"agents", synchronizeAgents},
    {"interactions by id", retrieveById},
    {"interactions by e-mail", retrieveByEmail},
    {"interactions by phone", retrieveByPhone},
    {"action", runAction},
    {"interactions after the action", findCreated},
    {"unknown path", refuseUnknownPath},
    {"GET", refuseGet},
}};

}  // namespace

Report runTour(Session& session, const TourOptions& options) {
  TourState state(session, options);
  Scenario scenario(session);
  for (const NamedStep& named : kSteps) {
    scenario.take(named.name, [&](StepRun& step) { return named.run(state, step); });
  }
  return scenario.finish();
}

}  // namespace bailey::simulator
