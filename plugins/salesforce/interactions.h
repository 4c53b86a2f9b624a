// Interaction retrieval: the cases, tasks and comments of a contact or lead.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/host.hpp"
#include "bailey/task.hpp"

#include <vector>

namespace bailey::salesforce {

// All arguments live until it is done.
[[nodiscard]] Task<std::vector<Interaction>> retrieveInteractions(
    const Settings& settings, const InteractionRetrievalRequest& request, Call& call);

}  // namespace bailey::salesforce
