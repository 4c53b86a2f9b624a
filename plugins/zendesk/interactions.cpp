#include "interactions.h"

#include "failures.h"
#include "text.h"
#include "user_search.h"

#include "bailey/contact_match.hpp"

#include <algorithm>
#include <utility>

namespace bailey::zendesk {
namespace {

constexpr std::int64_t kCommentsMax = 25;  // of a ticket, the newest ones

std::optional<InteractionKind> kindCalled(std::string_view type) {
  const std::string name = lowerCase(type);
  if (name == "ticket") {
    return InteractionKind::Ticket;
  }
  if (name == "call") {
    return InteractionKind::Call;
  }
  return name == "note" ? std::optional(InteractionKind::Note) : std::nullopt;
}

}  // namespace

Interactions::Interactions(const Settings& settings, const std::vector<std::string>& types)
    : settings_(settings.interactions),
      call_tag_(settings.call_tag) {
  for (const std::string& type : types) {
    if (const std::optional<InteractionKind> kind = kindCalled(type)) {
      offered_.set(*kind, type);
    }
  }
}

void Interactions::check(const std::vector<std::string>& types, Complaints& complaints) {
  for (const std::string& type : types) {
    if (!kindCalled(type)) {
      complaints.push_back({"",
                            "the integration declares the interaction type \"" + type +
                                "\"; Zendesk has ticket, call and note"});
    }
  }
}

Task<std::vector<Interaction>> Interactions::retrieve(const InteractionRetrievalRequest& request,
                                                      const Account& account,
                                                      Call& call) const {
  const KindNames types = wanted(request.types);
  List list;
  if (types[InteractionKind::Ticket].empty() && types[InteractionKind::Call].empty() &&
      types[InteractionKind::Note].empty()) {
    co_return list;
  }
  std::string user_id = isId(request.contact_id) ? request.contact_id : std::string();
  std::optional<std::vector<Ticket>> tickets;
  if (!user_id.empty()) {
    tickets = co_await ticketsOf(user_id, account, call);
  }
  if (!tickets) {
    user_id = co_await findUser(request.contact_emails, request.contact_phones, account, call);
    if (user_id.empty()) {
      co_return list;
    }
    tickets = co_await ticketsOf(user_id, account, call);
  }
  if (!tickets) {
    co_return list;
  }
  std::size_t noted = 0;
  for (Ticket& ticket : *tickets) {
    const std::string& type = types[ticket.kind];
    const std::string ticket_id = ticket.interaction.id;
    if (!type.empty()) {
      ticket.interaction.type = type;
      list.push_back(std::move(ticket.interaction));
    }
    if (!types[InteractionKind::Note].empty() && noted < settings_.noted_tickets) {
      ++noted;
      co_await addNotes(ticket_id, types[InteractionKind::Note], account, call, list);
    }
  }
  co_return list;
}

KindNames Interactions::wanted(const std::optional<std::vector<std::string>>& types) const {
  if (!types) {
    return offered_;
  }
  KindNames wanted;
  for (const std::string& type : *types) {
    if (const std::optional<InteractionKind> kind = kindCalled(type)) {
      wanted.set(*kind, offered_[*kind]);
    }
  }
  return wanted;
}

Interactions::Ticket Interactions::read(JsonNode ticket, const Account& account) const {
  const InteractionKind kind = kindOf(ticket, call_tag_);
  const bool is_told_apart = !offered_[kind].empty();
  return {toInteraction(ticket, settings_, account.origin()),
          is_told_apart ? kind : InteractionKind::Ticket,
          ticket["requester_id"].text()};
}

Task<std::optional<std::vector<Interactions::Ticket>>> Interactions::ticketsOf(
    const std::string& user_id, const Account& account, Call& call) const {
  Url url = account.api();
  url.path("users").path(user_id).path("tickets").path("requested");
  url.query("sort_by", "updated_at").query("sort_order", "desc");
  url.query("per_page", static_cast<std::int64_t>(settings_.limit));
  HttpRequest request = account.get(url);
  const HttpResponse response = co_await call.http().send(std::move(request));
  if (response.status() == 404) {
    co_return std::nullopt;
  }
  expectSuccess(response);
  const JsonDocument answer(response.body());
  std::vector<Ticket> tickets;
  listOf(answer, "tickets").forEachElement([&](JsonNode each) {
    Ticket ticket = read(each, account);
    if (!ticket.interaction.id.empty()) {
      tickets.push_back(std::move(ticket));
    }
  });
  const ContactKeys wanted{.id = user_id};
  const std::size_t strangers = keepMatching(
      tickets, wanted, [](const Ticket& ticket) { return ContactKeys{.id = ticket.requester_id}; });
  if (strangers > 0) {
    call.log(LogLevel::Warn, std::to_string(strangers) + " tickets of other users left out");
  }
  co_return std::optional(std::move(tickets));
}

Task<> Interactions::addNotes(const std::string& ticket_id,
                              const std::string& type,
                              const Account& account,
                              Call& call,
                              List& list) const {
  Url url = account.api();
  url.path("tickets").path(ticket_id).path("comments");
  url.query("sort_order", "desc").query("per_page", kCommentsMax);
  HttpRequest request = account.get(url);
  const HttpResponse response = co_await call.http().send(std::move(request));
  if (response.status() == 404) {  // deleted since the list was made
    co_return;
  }
  expectSuccess(response);
  const JsonDocument answer(response.body());
  listOf(answer, "comments").forEachElement([&](JsonNode comment) {
    if (!isNote(comment)) {
      return;
    }
    Interaction note = noteToInteraction(comment, ticket_id, account.origin());
    if (!note.id.empty()) {
      note.type = type;
      list.push_back(std::move(note));
    }
  });
}

}  // namespace bailey::zendesk
