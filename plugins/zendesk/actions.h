// The actions that Zendesk offers, by their names, and what they have in common.
#pragma once

#include "account.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bailey::zendesk {

// All of it outlives the action's task.
struct ActionContext {
  const ActionRequest& request;
  const Account& account;
  const Settings& settings;
  Call& call;
};

using Action = Task<ActionResult> (*)(const ActionContext& context);

// Null for a name that is none.
[[nodiscard]] Action findAction(std::string_view name);

// Complains about actions that the integration declares and Zendesk has not.
void checkActions(const std::vector<std::string>& declared, Complaints& complaints);

// Each in a file of its own.
[[nodiscard]] Task<ActionResult> createTicket(const ActionContext& context);
[[nodiscard]] Task<ActionResult> addNote(const ActionContext& context);
[[nodiscard]] Task<ActionResult> logCall(const ActionContext& context);
[[nodiscard]] Task<ActionResult> createOrUpdateContact(const ActionContext& context);
[[nodiscard]] Task<ActionResult> updateTicketStatus(const ActionContext& context);

// The input "ticket_id", with or without the # that people write; empty when it is not filled in.
// Throws InvalidRequest when it is no id.
[[nodiscard]] std::string ticketIdOf(const ActionRequest& request);

// The contact in whose scope the action runs, when Zendesk knows it; else empty.
[[nodiscard]] std::string contactIdOf(const ActionRequest& request);

// Asks Zendesk to make the ticket in `body`, and gives its id.
[[nodiscard]] Task<ActionResult> postTicket(const ActionContext& context, std::string body);

// Asks Zendesk to change that ticket; `message` is the answer.
[[nodiscard]] Task<ActionResult> putTicket(const ActionContext& context,
                                           std::string ticket_id,
                                           std::string body,
                                           std::string message);

}  // namespace bailey::zendesk
