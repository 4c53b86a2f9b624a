// Interaction retrieval: the tickets of a contact, and the notes on them.
#pragma once

#include "rest.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

#include <string>
#include <vector>

namespace bailey::request_tracker {

// The types that RT has, in the spelling of the integration's configuration. Empty: not wanted.
struct InteractionTypes {
  std::string ticket;
  std::string note;

  [[nodiscard]] bool none() const { return ticket.empty() && note.empty(); }
};

// Those of `names` that RT has, whatever the case of their letters.
[[nodiscard]] InteractionTypes typesIn(const std::vector<std::string>& names);

// The request is borrowed until the task is done, as is `rest`. `configured` are the types of the
// integration.
[[nodiscard]] Task<std::vector<Interaction>> retrieveInteractions(
    const InteractionRetrievalRequest& request,
    const Rest& rest,
    const InteractionTypes& configured);

}  // namespace bailey::request_tracker
