#include "action_input.h"
#include "action_names.h"
#include "actions.h"
#include "connection.h"
#include "record_body.h"
#include "times.h"

#include <utility>

namespace bailey::salesforce {
namespace {

// As Salesforce calls it; empty for what it has no word for.
std::string callType(const std::string& direction) {
  for (const char* word : {"inbound", "in", "incoming"}) {
    if (sameWord(direction, word)) {
      return "Inbound";
    }
  }
  for (const char* word : {"outbound", "out", "outgoing"}) {
    if (sameWord(direction, word)) {
      return "Outbound";
    }
  }
  return sameWord(direction, "internal") ? "Internal" : "";
}

std::string bodyOf(const Settings& settings,
                   const ActionRequest& request,
                   const std::string& person) {
  const ActionFields& own = settings.ofAction(kLogCall);
  const std::string subject = request.text("subject");
  RecordBody body;
  body.set("Subject", subject.empty() ? "Call" : subject);
  body.set("Description", request.text("description"));
  body.set("WhoId", person);
  body.set("TaskSubtype", "Call");
  body.set("CallType", callType(request.text("direction")));
  if (const auto seconds = request.number("duration_s"); seconds && *seconds >= 0) {
    body.setNumber("CallDurationInSeconds", *seconds);
  }
  body.set("Status", "Completed");
  body.set("ActivityDate", today());
  body.set("OwnerId", ownerOf(request));
  body.setValues(own).setInputs(own, request);
  return body.json();
}

}  // namespace

Task<ActionResult> logCall(const Settings& settings, const ActionRequest& request, Call& call) {
  const std::string person = personOf(request);
  if (person.empty()) {
    throw Error(Error::Code::InvalidRequest, "A call is logged for a contact of Salesforce.");
  }
  std::string body = bodyOf(settings, request, person);
  const Connection connection(settings, request.auth, call);
  std::string id = co_await connection.create("Task", std::move(body));
  co_return ActionResult{.message = "Call logged", .external_id = std::move(id)};
}

}  // namespace bailey::salesforce
