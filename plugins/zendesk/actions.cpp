#include "actions.h"

#include "failures.h"
#include "text.h"
#include "written_record.h"

#include <array>
#include <utility>

namespace bailey::zendesk {
namespace {

struct NamedAction {
  std::string_view name;
  Action action;
};

constexpr std::array<NamedAction, 5> kActions = {{
    {"create_ticket", &createTicket},
    {"add_note", &addNote},
    {"log_call", &logCall},
    {"create_or_update_contact", &createOrUpdateContact},
    {"update_ticket_status", &updateTicketStatus},
}};

}  // namespace

Action findAction(std::string_view name) {
  for (const NamedAction& each : kActions) {
    if (each.name == name) {
      return each.action;
    }
  }
  return nullptr;
}

void checkActions(const std::vector<std::string>& declared, Complaints& complaints) {
  std::string names;
  for (const NamedAction& each : kActions) {
    (names += names.empty() ? "" : ", ") += each.name;
  }
  for (const std::string& name : declared) {
    if (findAction(name) == nullptr) {
      complaints.push_back(
          {"", "the integration declares the action \"" + name + "\"; Zendesk has " + names});
    }
  }
}

std::string ticketIdOf(const ActionRequest& request) {
  const std::string filled_in = request.text("ticket_id");
  std::string_view id = trimmed(filled_in);
  if (id.starts_with('#')) {
    id.remove_prefix(1);
  }
  if (!id.empty() && !isId(id)) {
    throw Error(Error::Code::InvalidRequest, "The ticket must be given by its number.");
  }
  return std::string(id);
}

std::string contactIdOf(const ActionRequest& request) {
  return isId(request.contact_id) ? request.contact_id : std::string();
}

Task<ActionResult> postTicket(const ActionContext& context, std::string body) {
  Url url = context.account.api();
  url.path("tickets");
  HttpRequest request = context.account.post(url, std::move(body));
  const HttpResponse response = co_await context.call.http().send(std::move(request));
  expectSuccess(response);
  const std::string id = writtenId(response, "ticket");
  ActionResult result;
  result.message = id.empty() ? "Ticket created" : "Ticket " + id + " created";
  result.external_id = id;
  co_return result;
}

Task<ActionResult> putTicket(const ActionContext& context,
                             std::string ticket_id,
                             std::string body,
                             std::string message) {
  Url url = context.account.api();
  url.path("tickets").path(ticket_id);
  HttpRequest request = context.account.put(url, std::move(body));
  const HttpResponse response = co_await context.call.http().send(std::move(request));
  if (response.status() == 404) {
    throw Error(Error::Code::NotFound, "Zendesk has no ticket " + ticket_id + ".");
  }
  expectSuccess(response);
  ActionResult result;
  result.message = std::move(message);
  result.external_id = std::move(ticket_id);
  co_return result;
}

}  // namespace bailey::zendesk
