#include "ticket_search.h"

#include "ticket_sql.h"
#include "user_fields.h"

#include "bailey/phone.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::string_view kFields = "id,Subject,Status,Priority,Created,LastUpdated,Requestor";
constexpr std::string_view kRequestorFields =
    "id,EmailAddress,MobilePhone,WorkPhone,HomePhone,PagerPhone";

// The requestor who is meant; without any keys when there is none.
ContactKeys requestorMeant(const Ticket& ticket, const ContactKeys& wanted) {
  const auto found =
      std::find_if(ticket.requestors.begin(), ticket.requestors.end(), [&](const ContactKeys& one) {
        return matchesContact(wanted, one);
      });
  return found == ticket.requestors.end() ? ContactKeys{} : *found;
}

PhoneMatch bestMatch(const ContactKeys& wanted, const ContactKeys& found) {
  PhoneMatch best = PhoneMatch::None;
  for (const std::string& one : wanted.phones) {
    for (const std::string& other : found.phones) {
      best = std::max(best, comparePhones(one, other));
    }
  }
  return best;
}

// Ids of the requestors whose phone matches at least that well.
std::set<std::string> peopleWith(const std::vector<Ticket>& tickets,
                                 const ContactKeys& wanted,
                                 PhoneMatch least) {
  std::set<std::string> ids;
  for (const Ticket& ticket : tickets) {
    for (const ContactKeys& requestor : ticket.requestors) {
      if (bestMatch(wanted, requestor) >= least) {
        ids.insert(requestor.id);
      }
    }
  }
  return ids;
}

// A phone that several people have finds nobody: one's records are nothing for another's eyes.
// Equal numbers win over those that lack a country code.
std::vector<Ticket> ofOnePerson(const Rest& rest,
                                std::vector<Ticket> tickets,
                                const ContactKeys& wanted) {
  std::set<std::string> people = peopleWith(tickets, wanted, PhoneMatch::Exact);
  if (people.empty()) {
    people = peopleWith(tickets, wanted, PhoneMatch::National);
  }
  if (people.size() > 1) {
    rest.call().log(LogLevel::Info, "interactions: several users of RT have the contact's phone");
    return {};
  }
  std::erase_if(tickets, [&](const Ticket& ticket) {
    return std::none_of(ticket.requestors.begin(),
                        ticket.requestors.end(),
                        [&](const ContactKeys& one) { return people.contains(one.id); });
  });
  return tickets;
}

void dropOthers(const Rest& rest, std::vector<Ticket>& tickets, const ContactKeys& wanted) {
  const std::size_t others = keepMatching(
      tickets, wanted, [&](const Ticket& ticket) { return requestorMeant(ticket, wanted); });
  if (others > 0) {
    rest.call().log(LogLevel::Warn,
                    "interactions: " + std::to_string(others) + " of other contacts left out");
  }
}

Task<bool> userExists(const Rest& rest, const std::string& id) {
  std::string url = rest.url().path("user").path(id).text();
  const std::optional<HttpResponse> response = co_await rest.find(std::move(url));
  co_return response.has_value();
}

}  // namespace

Task<std::vector<Ticket>> ticketsBy(const Rest& rest, std::string query, std::int64_t limit) {
  Url url = rest.url();
  url.path("tickets").query("query", query).query("fields", kFields);
  url.query("fields[Requestor]", kRequestorFields);
  url.query("orderby", "LastUpdated").query("orderby", "id");
  url.query("order", "DESC").query("order", "DESC").query("per_page", limit).query("page", 1);
  std::string address = std::move(url).text();
  const HttpResponse response = co_await rest.get(std::move(address));
  const JsonDocument document(response.body());
  std::vector<Ticket> tickets;
  itemsOf(document).forEachElement([&](JsonNode item) {
    Ticket ticket = toTicket(item, rest.settings());
    if (isId(ticket.interaction.id) && !ticket.interaction.date.empty()) {
      tickets.push_back(std::move(ticket));
    }
  });
  co_return std::move(tickets);
}

Task<std::vector<Ticket>> ticketsOf(const Rest& rest,
                                    const ContactKeys& wanted,
                                    std::int64_t limit) {
  std::vector<Ticket> tickets;
  if (isId(wanted.id)) {
    std::string query = requestorIs(wanted.id);
    tickets = co_await ticketsBy(rest, std::move(query), limit);
    dropOthers(rest, tickets, wanted);
    if (!tickets.empty()) {
      co_return std::move(tickets);
    }
    const bool known = co_await userExists(rest, wanted.id);
    if (known) {
      co_return std::move(tickets);
    }
  }
  // Not a contact of this RT: an id of another CRM would only get in the way.
  const ContactKeys by_email{.emails = wanted.emails};
  if (std::string query = requestorHasEmail(wanted.emails); !query.empty()) {
    tickets = co_await ticketsBy(rest, std::move(query), limit);
    dropOthers(rest, tickets, by_email);
  }
  if (!tickets.empty()) {
    co_return std::move(tickets);
  }
  const ContactKeys by_phone{.phones = wanted.phones};
  if (std::string query = requestorHasPhone(wanted.phones); !query.empty()) {
    tickets = co_await ticketsBy(rest, std::move(query), limit);
    dropOthers(rest, tickets, by_phone);
    tickets = ofOnePerson(rest, std::move(tickets), by_phone);
  }
  co_return std::move(tickets);
}

}  // namespace bailey::request_tracker
