// The actions there are. Each is a coroutine of its own; `request` and `rest` are borrowed until it
// is done.
#pragma once

#include "rest.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

#include <string>
#include <string_view>

namespace bailey::request_tracker {

[[nodiscard]] Task<ActionResult> createTicket(const ActionRequest& request, const Rest& rest);
[[nodiscard]] Task<ActionResult> logCall(const ActionRequest& request, const Rest& rest);
[[nodiscard]] Task<ActionResult> addNote(const ActionRequest& request, const Rest& rest);
[[nodiscard]] Task<ActionResult> updateTicketStatus(const ActionRequest& request, const Rest& rest);
[[nodiscard]] Task<ActionResult> createOrUpdateContact(const ActionRequest& request,
                                                       const Rest& rest);

using Action = Task<ActionResult> (*)(const ActionRequest&, const Rest&);

// Null when there is none called so.
[[nodiscard]] Action actionCalled(std::string_view name);

// "add_note, create_ticket, ..."
[[nodiscard]] std::string actionNames();

}  // namespace bailey::request_tracker
