// The action update_ticket_status: ticket_id, status.
#include "actions.h"
#include "text.h"
#include "ticket_body.h"

namespace bailey::zendesk {

Task<ActionResult> updateTicketStatus(const ActionContext& context) {
  const ActionRequest& request = context.request;
  std::string ticket_id = ticketIdOf(request);
  if (ticket_id.empty()) {
    throw Error(Error::Code::InvalidRequest, "Say which ticket to change.");
  }
  const std::string status(trimmed(request.text("status")));
  TicketBody body;
  body.status(statusToSet(status, context.settings.actions.statuses));
  std::string json = body.finish();
  std::string message = "Ticket " + ticket_id + " is now " + status;
  co_return co_await putTicket(context, std::move(ticket_id), std::move(json), std::move(message));
}

}  // namespace bailey::zendesk
