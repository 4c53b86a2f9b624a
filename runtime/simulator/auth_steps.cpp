// Steps about credentials. (contract.md §2)
#include "simulator/auth_validation.h"
#include "simulator/tour_steps.h"

#include <string>

namespace bailey::simulator {
namespace {

constexpr const char* kNotOffered = "auth validation is not offered";

}  // namespace

Step validateAuth(TourState& state, StepRun& step) {
  const auto at = state.session.bridge.endpoints().of(Operation::AuthValidation);
  if (!at) {
    return step.notApplicable(kNotOffered);
  }
  const auto validation = validateCredentials(state.session, step, *at);
  if (!validation) {
    return step.end("");
  }
  const std::size_t stored = validation->fields.size();
  return step.end("accepted with " + std::to_string(validation->status) +
                  (stored == 0 ? "" : ", " + std::to_string(stored) + " fields to store"));
}

Step refuseWrongAuth(TourState& state, StepRun& step) {
  const auto at = state.session.bridge.endpoints().of(Operation::AuthValidation);
  return at ? refuseFalsified(state.session, step, *at) : step.notApplicable(kNotOffered);
}

}  // namespace bailey::simulator
