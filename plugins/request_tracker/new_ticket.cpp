#include "new_ticket.h"

#include "custom_fields.h"
#include "ticket_sql.h"

#include "bailey/json_writer.hpp"

#include <string_view>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::string_view kNotCreated = "Ticket not created";

// RT would make a ticket of nobody for an id that it does not know.
Task<void> requireContact(const Rest& rest, const std::string& id) {
  bool known = false;
  if (isId(id)) {
    std::string url = rest.url().path("user").path(id).text();
    const std::optional<HttpResponse> response = co_await rest.find(std::move(url));
    known = response.has_value();
  }
  if (!known) {
    throw Error(Error::Code::NotFound,
                "Ticket not created: Request Tracker does not have this contact.");
  }
}

std::string bodyOf(const ActionRequest& request, const NewTicket& ticket) {
  std::string body;
  JsonWriter json(body);
  json.beginObject().member("Queue", ticket.queue);
  json.optionalMember("Requestor", request.contact_id).member("Subject", ticket.subject);
  if (!ticket.text.empty()) {
    json.member("Content", ticket.text).member("ContentType", "text/plain");
  }
  json.optionalMember("Status", ticket.status);
  if (ticket.priority) {
    json.key("Priority").value(*ticket.priority);
  }
  if (ticket.minutes_worked > 0) {
    json.key("TimeWorked").value(ticket.minutes_worked);
  }
  json.optionalMember("Owner", isId(request.agent_id) ? request.agent_id : std::string());
  writeCustomFields(json, ticket.custom_fields);
  json.end();
  return body;
}

// The ticket is there; whatever the answer's body is like, this is no failure.
std::string idOf(const HttpResponse& created) {
  try {
    const JsonDocument document(created.body());
    return document["id"].text();
  } catch (const Error&) {
    return {};
  }
}

std::string shortfall(JsonNode ticket, const ActionRequest& request, const NewTicket& wanted) {
  std::string text;
  if (!request.agent_id.empty() && ticket["Owner"]["id"].text() == "Nobody") {
    text += ", not assigned to the agent";
  }
  const std::string missing = missingCustomFields(ticket, wanted.custom_fields);
  return missing.empty() ? text : text + ", without the custom field " + missing;
}

// What of the wishes RT did not fulfil, as it makes the ticket nevertheless. Looking is worth no
// failure either.
Task<std::string> lookAt(const Rest& rest,
                         std::string id,
                         const ActionRequest& request,
                         const NewTicket& wanted) {
  std::string text;
  try {
    std::string url = rest.url().path("ticket").path(id).text();
    const HttpResponse response = co_await rest.get(std::move(url));
    const JsonDocument document(response.body());
    text = shortfall(document.root(), request, wanted);
  } catch (const Error&) {
    text.clear();
  }
  co_return std::move(text);
}

}  // namespace

Task<ActionResult> makeTicket(const ActionRequest& request, const Rest& rest, NewTicket ticket) {
  if (!request.contact_id.empty()) {
    co_await requireContact(rest, request.contact_id);
  }
  std::string body = bodyOf(request, ticket);
  HttpRequest create = HttpRequest::post(rest.url().path("ticket").text());
  const HttpResponse created = co_await rest.write(std::move(create), std::move(body), kNotCreated);
  ActionResult result;
  result.external_id = idOf(created);
  if (result.external_id.empty()) {
    result.message = "Ticket created";
    co_return std::move(result);
  }
  result.message = "Ticket " + result.external_id + " created";
  if (!request.agent_id.empty() || !ticket.custom_fields.empty()) {
    std::string id = result.external_id;
    const std::string what_is_missing = co_await lookAt(rest, std::move(id), request, ticket);
    result.message += what_is_missing;
  }
  co_return std::move(result);
}

}  // namespace bailey::request_tracker
