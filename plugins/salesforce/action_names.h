// The actions there are. Other adapters call theirs the same, so Salesforce's cases are tickets
// here.
#pragma once

#include <string>
#include <string_view>

namespace bailey::salesforce {

constexpr std::string_view kCreateTicket = "create_ticket";
constexpr std::string_view kAddNote = "add_note";
constexpr std::string_view kLogCall = "log_call";
constexpr std::string_view kCreateOrUpdateContact = "create_or_update_contact";
constexpr std::string_view kUpdateTicketStatus = "update_ticket_status";

[[nodiscard]] inline bool isActionName(std::string_view name) {
  return name == kCreateTicket || name == kAddNote || name == kLogCall ||
         name == kCreateOrUpdateContact || name == kUpdateTicketStatus;
}

[[nodiscard]] inline std::string actionNames() {
  std::string names;
  for (const std::string_view name :
       {kCreateTicket, kAddNote, kLogCall, kCreateOrUpdateContact, kUpdateTicketStatus}) {
    names += names.empty() ? "" : ", ";
    names += name;
  }
  return names;
}

}  // namespace bailey::salesforce
