#include "action_input.h"
#include "action_names.h"
#include "actions.h"
#include "connection.h"
#include "fields.h"
#include "record_body.h"
#include "record_id.h"
#include "soql.h"

#include <utility>
#include <vector>

namespace bailey::salesforce {
namespace {

// Cases belong to contacts only.
bool isLead(const std::string& person) {
  return isIdOf(kLeadPrefix, person);
}

RecordBody bodyOf(const Settings& settings,
                  const ActionRequest& request,
                  const std::string& person) {
  const ActionFields& own = settings.ofAction(kCreateTicket);
  const std::string priority = request.text("priority");
  RecordBody body;
  body.set("Subject", neededText(request, "subject"));
  body.set("Description", request.text("description"));
  body.set("ContactId", isLead(person) ? std::string() : person);
  body.set(
      "Priority",
      sameWord(priority, "none") ? std::string() : orSame(settings.priorities_to_set, priority));
  body.set("Status", orSame(settings.statuses_to_set, request.text("status")));
  body.set("Origin", "Phone");
  body.set("OwnerId", ownerOf(request));
  body.setValues(own).setInputs(own, request);
  return body;
}

// What people call the case. Nothing is worth failing for any more: the case is there.
Task<std::string> numberOf(const Connection& connection, std::string id) {
  try {
    std::string soql = select({"CaseNumber"}, "Case") + " WHERE Id = " + textLiteral(id);
    const Records records = co_await connection.query(std::move(soql));
    const std::vector<JsonNode> cases = records.all();
    co_return cases.empty() ? std::string() : fieldText(cases.front(), "CaseNumber");
  } catch (const Error&) {
    co_return std::string();
  }
}

}  // namespace

Task<ActionResult> createTicket(const Settings& settings,
                                const ActionRequest& request,
                                Call& call) {
  const std::string person = personOf(request);
  std::string body = bodyOf(settings, request, person).json();
  const Connection connection(settings, request.auth, call);
  const std::string id = co_await connection.create("Case", std::move(body));
  std::string number;
  if (isRecordId(id)) {
    number = co_await numberOf(connection, id);
  }
  std::string message = number.empty() ? "Case created" : "Case " + number + " created";
  message += isLead(person) ? ", without its contact: Salesforce has no cases of leads" : "";
  co_return ActionResult{.message = std::move(message), .external_id = id};
}

}  // namespace bailey::salesforce
