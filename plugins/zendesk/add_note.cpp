// The action add_note: text, ticket_id. A note on a ticket is an internal comment; without a ticket
// it is added to the notes that Zendesk keeps of the contact.
#include "actions.h"
#include "failures.h"
#include "text.h"
#include "ticket_body.h"

namespace bailey::zendesk {
namespace {

Url userUrl(const ActionContext& context, const std::string& user_id) {
  Url url = context.account.api();
  url.path("users").path(user_id);
  return url;
}

Error noSuchContact() {
  return Error(Error::Code::NotFound, "Zendesk does not have this contact any more.");
}

// The notes that a contact has. They are one text, so a new note is written behind the old ones.
Task<std::string> notesOf(const ActionContext& context, const std::string& user_id) {
  HttpRequest request = context.account.get(userUrl(context, user_id));
  const HttpResponse response = co_await context.call.http().send(std::move(request));
  if (response.status() == 404) {
    throw noSuchContact();
  }
  expectSuccess(response);
  const JsonDocument answer(response.body());
  const JsonNode user = objectOf(answer, "user");
  co_return std::string(user["notes"].string());
}

Task<ActionResult> addContactNote(const ActionContext& context, const std::string& text) {
  const std::string user_id = contactIdOf(context.request);
  if (user_id.empty()) {
    throw Error(Error::Code::InvalidRequest,
                "A note needs the number of a ticket, or a contact that Zendesk has.");
  }
  std::string notes = co_await notesOf(context, user_id);
  notes += notes.empty() ? text : "\n\n" + text;
  std::string body;
  JsonWriter json(body);
  json.beginObject().key("user").beginObject().member("notes", notes).end().end();
  HttpRequest request = context.account.put(userUrl(context, user_id), std::move(body));
  const HttpResponse response = co_await context.call.http().send(std::move(request));
  if (response.status() == 404) {
    throw noSuchContact();
  }
  expectSuccess(response);
  ActionResult result;
  result.message = "Note added to the contact";
  co_return result;
}

}  // namespace

Task<ActionResult> addNote(const ActionContext& context) {
  const ActionRequest& request = context.request;
  const std::string text(trimmed(request.text("text")));
  if (text.empty()) {
    throw Error(Error::Code::InvalidRequest, "A note needs a text.");
  }
  std::string ticket_id = ticketIdOf(request);
  if (ticket_id.empty()) {
    co_return co_await addContactNote(context, text);
  }
  TicketBody body;
  body.comment(text, false, request.agent_id);
  std::string json = body.finish();
  std::string message = "Note added to ticket " + ticket_id;
  co_return co_await putTicket(context, std::move(ticket_id), std::move(json), std::move(message));
}

}  // namespace bailey::zendesk
