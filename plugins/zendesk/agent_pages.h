// Agent synchronization: agents and administrators, by Zendesk's cursor from the first one on.
#pragma once

#include "account.h"

#include "bailey/plugin.hpp"

namespace bailey::zendesk {

// All that it takes by reference outlives the task.
[[nodiscard]] Task<AgentPage> agentPage(const AgentSynchronizationRequest& request,
                                        const Account& account,
                                        Call& call);

}  // namespace bailey::zendesk
