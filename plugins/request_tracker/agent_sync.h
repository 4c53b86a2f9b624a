// Agent synchronization: RT's privileged users.
#pragma once

#include "rest.h"
#include "staff.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

namespace bailey::request_tracker {

// All are borrowed until the task is done.
[[nodiscard]] Task<AgentPage> synchronizeAgents(const AgentSynchronizationRequest& request,
                                                const Rest& rest,
                                                const Staff& staff);

}  // namespace bailey::request_tracker
