// Asks for a contact's interactions, as when the contact is shown to somebody. (contract.md §4)
#pragma once

#include "simulator/interaction_rules.h"
#include "simulator/session.h"
#include "simulator/step_run.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>

namespace bailey::simulator {

struct RetrievedInteractions {
  Interactions found;
  nlohmann::json list;  // As answered.
};

// `data` says whose. `types`: the wanted ones; empty: the request does not say.
std::optional<RetrievedInteractions> retrieveInteractions(Session& session,
                                                          StepRun& step,
                                                          const BridgeUrl& at,
                                                          const nlohmann::json& data,
                                                          const std::set<std::string>& types);

}  // namespace bailey::simulator
