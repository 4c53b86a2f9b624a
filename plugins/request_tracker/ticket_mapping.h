// RT's tickets, and what is written in them, as Talkdesk's interactions.
#pragma once

#include "settings.h"

#include "bailey/contact_match.hpp"
#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <map>
#include <string>
#include <vector>

namespace bailey::request_tracker {

struct Ticket {
  Interaction interaction;              // `type` is left to the caller
  std::vector<ContactKeys> requestors;  // whose ticket it is
};

// A message on a ticket: "Create", "Comment" or "Correspond".
struct Message {
  std::string id;  // of the transaction
  std::string ticket_id;
  std::string type;
  std::string date;
  std::string author;
};

// What was written: the plain text where there is one, else that of the HTML.
struct Writing {
  std::string text;
  bool is_plain = false;
};

[[nodiscard]] std::string ticketPage(const Settings& settings, const std::string& id);

// Without an id or a date when RT gives none: no interaction can be made of that.
[[nodiscard]] Ticket toTicket(JsonNode ticket, const Settings& settings);

[[nodiscard]] Message toMessage(JsonNode transaction);

// Adds what an attachment says to `writings`, which are by transaction. Files are no writings.
void addWriting(std::map<std::string, Writing>& writings, JsonNode attachment);

// A comment or reply beside the ticket that it is about.
[[nodiscard]] Interaction toNote(const Message& message,
                                 const std::string& text,
                                 const Ticket& ticket);

}  // namespace bailey::request_tracker
