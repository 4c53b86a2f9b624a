// The action create_ticket.
#include "actions.h"
#include "custom_fields.h"
#include "new_ticket.h"
#include "words.h"

#include <utility>

namespace bailey::request_tracker {

Task<ActionResult> createTicket(const ActionRequest& request, const Rest& rest) {
  const Settings& settings = rest.settings();
  NewTicket ticket;
  ticket.queue = settings.queue;
  ticket.subject = request.text("subject");
  ticket.text = request.text("description");
  ticket.status = statusToSet(settings.statuses, request.text("status"));
  if (const std::string priority = request.text("priority"); !priority.empty()) {
    ticket.priority = priorityToSet(settings.priorities, priority);
  }
  ticket.custom_fields = customInputs(request, settings);
  return makeTicket(request, rest, std::move(ticket));
}

}  // namespace bailey::request_tracker
