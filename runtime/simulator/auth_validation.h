// The call that validates credentials when an integration is activated. (contract.md §2)
#pragma once

#include "simulator/session.h"
#include "simulator/step_run.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace bailey::simulator {

struct Validation {
  int status = 0;
  nlohmann::json fields = nlohmann::json::object();  // What Talkdesk is to store.
};

// Sends what the user typed; what the answer asks to store goes into the session's stored
// credentials, to be sent with every later call. Nothing when the credentials were not accepted.
std::optional<Validation> validateCredentials(Session& session, StepRun& step, const BridgeUrl& at);

// Sends the typed credentials with one member falsified, which must be refused; ends the step.
Step refuseFalsified(Session& session, StepRun& step, const BridgeUrl& at);

}  // namespace bailey::simulator
