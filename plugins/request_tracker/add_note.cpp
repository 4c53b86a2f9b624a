// The action add_note: a comment, which customers do not see, on a ticket.
#include "actions.h"
#include "ticket_search.h"
#include "ticket_sql.h"

#include "bailey/json_writer.hpp"

#include <optional>
#include <utility>

namespace bailey::request_tracker {
namespace {

// RT's answer to a comment on a ticket that is not there says nothing of that, so ask before.
Task<void> requireTicket(const Rest& rest, const std::string& id) {
  bool known = false;
  if (isId(id)) {
    std::string url = rest.url().path("ticket").path(id).text();
    const std::optional<HttpResponse> response = co_await rest.find(std::move(url));
    known = response.has_value();
  }
  if (!known) {
    throw Error(Error::Code::NotFound,
                "Note not added: Request Tracker does not have this ticket.");
  }
}

// The contact's open ticket that changed last.
Task<std::string> openTicketOf(const Rest& rest, const std::string& contact_id) {
  std::vector<Ticket> tickets;
  if (isId(contact_id)) {
    std::string query = requestorIs(contact_id) + " AND Status = '__Active__'";
    tickets = co_await ticketsBy(rest, std::move(query), 1);
    ContactKeys wanted;
    wanted.id = contact_id;
    std::erase_if(tickets, [&](const Ticket& ticket) {
      return std::none_of(ticket.requestors.begin(),
                          ticket.requestors.end(),
                          [&](const ContactKeys& one) { return matchesContact(wanted, one); });
    });
  }
  if (tickets.empty()) {
    throw Error(Error::Code::NotFound,
                "Note not added: the contact has no open ticket in Request Tracker; create one, or "
                "say which ticket.");
  }
  co_return std::move(tickets.front().interaction.id);
}

}  // namespace

Task<ActionResult> addNote(const ActionRequest& request, const Rest& rest) {
  std::string id = request.text("ticket_id");
  if (id.empty()) {
    id = co_await openTicketOf(rest, request.contact_id);
  } else {
    co_await requireTicket(rest, id);
  }
  std::string body;
  JsonWriter json(body);
  json.beginObject().member("Content", request.text("text")).member("ContentType", "text/plain");
  json.end();
  HttpRequest comment =
      HttpRequest::post(rest.url().path("ticket").path(id).path("comment").text());
  const HttpResponse response =
      co_await rest.write(std::move(comment), std::move(body), "Note not added");
  ActionResult result;
  result.message = "Note added to ticket " + id;
  result.external_id = id;
  co_return std::move(result);
}

}  // namespace bailey::request_tracker
