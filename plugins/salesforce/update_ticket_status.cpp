#include "action_input.h"
#include "action_names.h"
#include "actions.h"
#include "connection.h"
#include "record_body.h"

#include <utility>

namespace bailey::salesforce {

Task<ActionResult> updateTicketStatus(const Settings& settings,
                                      const ActionRequest& request,
                                      Call& call) {
  const ActionFields& own = settings.ofAction(kUpdateTicketStatus);
  std::string ticket = neededText(request, "ticket_id");
  const std::string status = orSame(settings.statuses_to_set, neededText(request, "status"));
  RecordBody body;
  body.set("Status", status).setValues(own).setInputs(own, request);
  const Connection connection(settings, request.auth, call);
  const std::string id = co_await caseId(connection, std::move(ticket));
  std::string json = body.json();
  co_await connection.update("Case", id, std::move(json));
  co_return ActionResult{.message = "Case is " + status + " now", .external_id = id};
}

}  // namespace bailey::salesforce
