// The action create_ticket: subject, description, priority, status.
#include "actions.h"
#include "text.h"
#include "ticket_body.h"

namespace bailey::zendesk {

Task<ActionResult> createTicket(const ActionContext& context) {
  const ActionRequest& request = context.request;
  const ActionSettings& settings = context.settings.actions;
  const std::string subject(trimmed(request.text("subject")));
  const std::string description(trimmed(request.text("description")));
  if (subject.empty() && description.empty()) {
    throw Error(Error::Code::InvalidRequest, "A ticket needs a subject or a description.");
  }
  TicketBody body;
  body.text("subject", subject);
  body.comment(description.empty() ? subject : description, settings.public_description);
  body.id("requester_id", request.contact_id);
  body.id("assignee_id", request.agent_id);
  body.text("priority", priorityToSet(request.text("priority"), settings.priorities));
  if (const std::string status = request.text("status"); !trimmed(status).empty()) {
    body.status(statusToSet(status, settings.statuses));
  }
  body.customFields(request, settings.ticket_fields);
  std::string json = body.finish();
  co_return co_await postTicket(context, std::move(json));
}

}  // namespace bailey::zendesk
