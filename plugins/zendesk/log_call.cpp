// The action log_call: subject, description, direction, duration_s. A call is a ticket with a tag
// and an internal comment, because calls of their own need Zendesk Talk.
#include "actions.h"
#include "text.h"
#include "ticket_body.h"

#include <cstdint>
#include <optional>

namespace bailey::zendesk {
namespace {

// "Inbound call"; "Call" when nothing is known.
std::string titleOf(std::string_view direction) {
  const std::string word = lowerCase(trimmed(direction));
  if (word == "inbound" || word == "in" || word == "incoming") {
    return "Inbound call";
  }
  if (word == "outbound" || word == "out" || word == "outgoing") {
    return "Outbound call";
  }
  return "Call";
}

// "2 min 5 s"
std::string durationOf(std::int64_t seconds) {
  constexpr std::int64_t kMinute = 60;
  const std::string rest = std::to_string(seconds % kMinute) + " s";
  return seconds < kMinute ? rest : std::to_string(seconds / kMinute) + " min " + rest;
}

std::string commentOf(const ActionRequest& request, const std::string& title) {
  std::string text = title;
  if (const std::optional<std::int64_t> seconds = request.number("duration_s");
      seconds && *seconds >= 0) {
    text += ", " + durationOf(*seconds);
  }
  if (const std::string description = request.text("description"); !trimmed(description).empty()) {
    (text += "\n\n") += trimmed(description);
  }
  return text;
}

}  // namespace

Task<ActionResult> logCall(const ActionContext& context) {
  const ActionRequest& request = context.request;
  const std::string title = titleOf(request.text("direction"));
  const std::string subject(trimmed(request.text("subject")));
  TicketBody body;
  body.text("subject", subject.empty() ? title : subject);
  body.comment(commentOf(request, title), false);
  body.id("requester_id", request.contact_id);
  body.id("assignee_id", request.agent_id);
  body.tag(context.settings.call_tag);
  body.customFields(request, context.settings.actions.ticket_fields);
  std::string json = body.finish();
  ActionResult result = co_await postTicket(context, std::move(json));
  result.message =
      result.external_id.empty() ? "Call logged" : "Call logged as ticket " + result.external_id;
  co_return result;
}

}  // namespace bailey::zendesk
