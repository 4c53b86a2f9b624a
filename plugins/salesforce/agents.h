// Agent synchronization: the org's active users.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/host.hpp"
#include "bailey/json_document.hpp"
#include "bailey/task.hpp"

namespace bailey::salesforce {

// Pure.
[[nodiscard]] Agent toAgent(JsonNode record);

// All arguments live until it is done.
[[nodiscard]] Task<AgentPage> synchronizeAgents(const Settings& settings,
                                                const AgentSynchronizationRequest& request,
                                                Call& call);

}  // namespace bailey::salesforce
