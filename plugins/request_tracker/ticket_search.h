// Finds the tickets of a contact, and makes sure that they are that contact's.
#pragma once

#include "rest.h"
#include "ticket_mapping.h"

#include "bailey/contact_match.hpp"
#include "bailey/task.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bailey::request_tracker {

// Those that `query` finds, latest change first, without those that cannot be shown.
[[nodiscard]] Task<std::vector<Ticket>> ticketsBy(const Rest& rest,
                                                  std::string query,
                                                  std::int64_t limit);

// Looks for the contact by its id, else by its e-mails, else by its phones. `wanted` is borrowed
// until the task is done.
[[nodiscard]] Task<std::vector<Ticket>> ticketsOf(const Rest& rest,
                                                  const ContactKeys& wanted,
                                                  std::int64_t limit);

}  // namespace bailey::request_tracker
