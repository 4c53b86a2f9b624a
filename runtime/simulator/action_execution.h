// Runs an action, as an automation or a user does. (contract.md §5)
#pragma once

#include "simulator/session.h"
#include "simulator/step_run.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>

namespace bailey::simulator {

struct ActionRequest {
  std::string contact_id;  // Empty: outside the scope of a contact.
  std::string agent_id;    // Empty: of an agent that is not synchronized.
  std::map<std::string, std::string> inputs;
};

// The answer's members when it was executed, a 201; otherwise nothing and a finding.
std::optional<nlohmann::json> executeAction(Session& session,
                                            StepRun& step,
                                            const BridgeUrl& at,
                                            const ActionRequest& request);

}  // namespace bailey::simulator
