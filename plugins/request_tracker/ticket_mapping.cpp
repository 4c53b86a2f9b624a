#include "ticket_mapping.h"

#include "plain_text.h"
#include "user_fields.h"
#include "words.h"

#include "bailey/url.hpp"

#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::size_t kTextBytesMax = 8'000;

}  // namespace

std::string ticketPage(const Settings& settings, const std::string& id) {
  return Url(settings.web_url).path("Ticket").path("Display.html").query("id", id).text();
}

Ticket toTicket(JsonNode ticket, const Settings& settings) {
  std::string id = ticket["id"].text();
  std::string subject(ticket["Subject"].string());
  std::string date = dateOf(ticket["Created"]);
  if (date.empty()) {
    date = dateOf(ticket["LastUpdated"]);
  }
  Ticket mapped;
  ticket["Requestor"].forEachElement(
      [&](JsonNode requestor) { mapped.requestors.push_back(keysOf(requestor)); });
  if (id.empty()) {
    return mapped;
  }
  mapped.interaction.subject = subject.empty() ? "Ticket " + id : std::move(subject);
  mapped.interaction.date = std::move(date);
  mapped.interaction.url = ticketPage(settings, id);
  mapped.interaction.priority = shownPriority(settings.priorities, ticket["Priority"].integer());
  mapped.interaction.status = shownStatus(settings.statuses, ticket["Status"].string());
  mapped.interaction.id = std::move(id);
  return mapped;
}

Message toMessage(JsonNode transaction) {
  const JsonNode creator = transaction["Creator"];
  std::string author = nameOf(creator);
  return {transaction["id"].text(),
          transaction["ObjectId"].text(),
          std::string(transaction["Type"].string()),
          dateOf(transaction["Created"]),
          author.empty() ? creator["id"].text() : std::move(author)};
}

void addWriting(std::map<std::string, Writing>& writings, JsonNode attachment) {
  const std::string_view content = attachment["Content"].string();
  const bool is_plain = attachment["ContentType"].string() == "text/plain";
  if (content.empty() || !attachment["Filename"].string().empty() ||
      (!is_plain && attachment["ContentType"].string() != "text/html")) {
    return;
  }
  Writing& writing = writings[attachment["TransactionId"].text()];
  if (writing.text.empty() || (is_plain && !writing.is_plain)) {
    const std::string text = is_plain ? std::string(content) : textOfHtml(content);
    writing = {shortened(text, kTextBytesMax), is_plain};
  }
}

Interaction toNote(const Message& message, const std::string& text, const Ticket& ticket) {
  std::string title = message.type == "Comment" ? "Comment" : "Reply";
  title += message.author.empty() ? "" : " by " + message.author;
  return {.id = "txn-" + message.id,
          .subject = title + ": " + ticket.interaction.subject,
          .description = text,
          .date = message.date,
          .url = ticket.interaction.url + "#txn-" + message.id,
          .type = {}};
}

}  // namespace bailey::request_tracker
