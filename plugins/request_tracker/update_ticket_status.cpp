// The action update_ticket_status.
#include "actions.h"
#include "plain_text.h"
#include "ticket_sql.h"
#include "words.h"

#include "bailey/json_writer.hpp"

#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::string_view kNotChanged = "Status not changed";

// RT answers 200 to what it refuses, with a sentence in the account's language, and 200 without
// any to what was so before. Only the ticket itself tells.
Task<std::string> statusOf(const Rest& rest, const std::string& id) {
  std::string status;
  try {
    std::string url = rest.url().path("ticket").path(id).text();
    const HttpResponse response = co_await rest.get(std::move(url));
    const JsonDocument document(response.body());
    status = document["Status"].string();
  } catch (const Error&) {
    status.clear();
  }
  co_return std::move(status);
}

std::string sentences(const HttpResponse& response) {
  std::string text;
  try {
    const JsonDocument document(response.body());
    document.root().forEachElement(
        [&](JsonNode sentence) { (text += text.empty() ? "" : " ") += sentence.string(); });
  } catch (const Error&) {
    text.clear();
  }
  return sentenceOf(text);
}

}  // namespace

Task<ActionResult> updateTicketStatus(const ActionRequest& request, const Rest& rest) {
  const std::string id = request.text("ticket_id");
  if (!isId(id)) {
    throw Error(Error::Code::InvalidRequest,
                "Status not changed: the ticket's id must be its number in Request Tracker.");
  }
  const std::string status = statusToSet(rest.settings().statuses, request.text("status"));
  std::string body;
  JsonWriter json(body);
  json.beginObject().member("Status", status).end();
  HttpRequest update = HttpRequest::put(rest.url().path("ticket").path(id).text());
  const HttpResponse response =
      co_await rest.write(std::move(update), std::move(body), kNotChanged);
  const std::string now = co_await statusOf(rest, id);
  if (now.empty()) {
    throw Error(
        Error::Code::Unavailable,
        "Request Tracker did not say whether the status changed: look at ticket " + id + ".");
  }
  if (lowerCase(now) != lowerCase(status)) {
    const std::string reason = sentences(response);
    throw Error(Error::Code::Rejected,
                std::string(kNotChanged) + ": " +
                    (reason.empty() ? "the ticket's status is still " + now + "." : reason));
  }
  ActionResult result;
  result.message = "Ticket " + id + " is now " + now;
  result.external_id = id;
  co_return std::move(result);
}

}  // namespace bailey::request_tracker
