#include "interaction_search.h"

#include "message_search.h"
#include "ticket_search.h"
#include "words.h"

#include <algorithm>
#include <map>
#include <utility>

namespace bailey::request_tracker {
namespace {

std::vector<std::string> idsOf(const std::vector<Ticket>& tickets) {
  std::vector<std::string> ids;
  ids.reserve(tickets.size());
  for (const Ticket& ticket : tickets) {
    ids.push_back(ticket.interaction.id);
  }
  return ids;
}

// What of the integration's types this request wants.
InteractionTypes wantedTypes(const InteractionRetrievalRequest& request,
                             const InteractionTypes& configured) {
  if (!request.types) {
    return configured;
  }
  const InteractionTypes asked = typesIn(*request.types);
  return {asked.ticket.empty() ? "" : configured.ticket, asked.note.empty() ? "" : configured.note};
}

std::string textOf(const Messages& messages, const std::string& message_id) {
  const auto found = messages.writings.find(message_id);
  return found == messages.writings.end() ? std::string() : found->second.text;
}

// The text a ticket began with, as its description.
void describe(std::vector<Ticket>& tickets, const Messages& messages) {
  for (const Message& message : messages.messages) {
    const auto ticket = std::find_if(tickets.begin(), tickets.end(), [&](const Ticket& one) {
      return one.interaction.id == message.ticket_id;
    });
    if (ticket != tickets.end()) {
      ticket->interaction.description = textOf(messages, message.id);
    }
  }
}

void addNotes(std::vector<Interaction>& interactions,
              const std::vector<Ticket>& tickets,
              const Messages& messages,
              const std::string& type) {
  for (const Message& message : messages.messages) {
    const auto ticket = std::find_if(tickets.begin(), tickets.end(), [&](const Ticket& one) {
      return one.interaction.id == message.ticket_id;
    });
    if (ticket != tickets.end()) {
      interactions.push_back(toNote(message, textOf(messages, message.id), *ticket));
      interactions.back().type = type;
    }
  }
}

}  // namespace

InteractionTypes typesIn(const std::vector<std::string>& names) {
  InteractionTypes types;
  for (const std::string& name : names) {
    const std::string lower = lowerCase(name);
    if (lower == "ticket") {
      types.ticket = name;
    } else if (lower == "note") {
      types.note = name;
    }
  }
  return types;
}

Task<std::vector<Interaction>> retrieveInteractions(const InteractionRetrievalRequest& request,
                                                    const Rest& rest,
                                                    const InteractionTypes& configured) {
  const InteractionTypes types = wantedTypes(request, configured);
  std::vector<Interaction> interactions;
  if (types.none()) {
    co_return std::move(interactions);
  }
  const ContactKeys wanted = keysOf(request);
  std::vector<Ticket> tickets =
      co_await ticketsOf(rest, wanted, rest.settings().interactions.limit);
  if (tickets.empty()) {
    co_return std::move(interactions);
  }
  if (!types.ticket.empty() && rest.settings().interactions.texts) {
    std::vector<std::string> ids = idsOf(tickets);
    std::vector<std::string_view> kinds(1, "Create");
    const Messages first = co_await messagesOn(rest, std::move(ids), std::move(kinds));
    describe(tickets, first);
  }
  if (!types.note.empty()) {
    std::vector<std::string> ids = idsOf(tickets);
    std::vector<std::string_view> kinds(1, "Comment");
    kinds.emplace_back("Correspond");
    const Messages notes = co_await messagesOn(rest, std::move(ids), std::move(kinds));
    addNotes(interactions, tickets, notes, types.note);
  }
  if (!types.ticket.empty()) {
    for (Ticket& ticket : tickets) {
      ticket.interaction.type = types.ticket;
      interactions.push_back(std::move(ticket.interaction));
    }
  }
  co_return std::move(interactions);
}

}  // namespace bailey::request_tracker
