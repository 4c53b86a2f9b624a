#include "action_input.h"
#include "action_names.h"
#include "actions.h"
#include "connection.h"
#include "record_body.h"

#include <utility>

namespace bailey::salesforce {
namespace {

constexpr std::size_t kSubjectMax = 80;

std::string taskBody(const Settings& settings,
                     const ActionRequest& request,
                     const std::string& person) {
  const ActionFields& own = settings.ofAction(kAddNote);
  const std::string text = neededText(request, "text");
  RecordBody body;
  body.set("Subject", firstLine(text, kSubjectMax));
  body.set("Description", text);
  body.set("WhoId", person);
  body.set("Status", "Completed");
  body.set("OwnerId", ownerOf(request));
  body.setValues(own).setInputs(own, request);
  return body.json();
}

Task<ActionResult> comment(const Connection& connection, const ActionRequest& request) {
  std::string ticket = request.text("ticket_id");
  const std::string parent = co_await caseId(connection, std::move(ticket));
  RecordBody body;
  body.set("ParentId", parent);
  body.set("CommentBody", neededText(request, "text"));
  body.setFlag("IsPublished", false);  // not for the customer's eyes
  std::string json = body.json();
  std::string id = co_await connection.create("CaseComment", std::move(json));
  co_return ActionResult{.message = "Comment added to the case", .external_id = std::move(id)};
}

}  // namespace

Task<ActionResult> addNote(const Settings& settings, const ActionRequest& request, Call& call) {
  (void)neededText(request, "text");
  const Connection connection(settings, request.auth, call);
  if (!request.text("ticket_id").empty()) {
    co_return co_await comment(connection, request);
  }
  const std::string person = personOf(request);
  if (person.empty()) {
    throw Error(Error::Code::InvalidRequest, "A note needs a contact or a case of Salesforce.");
  }
  std::string body = taskBody(settings, request, person);
  std::string id = co_await connection.create("Task", std::move(body));
  co_return ActionResult{.message = "Note added", .external_id = std::move(id)};
}

}  // namespace bailey::salesforce
