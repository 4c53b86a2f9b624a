#include "actions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::array<std::pair<std::string_view, Action>, 5> kActions = {{
    {"add_note", &addNote},
    {"create_or_update_contact", &createOrUpdateContact},
    {"create_ticket", &createTicket},
    {"log_call", &logCall},
    {"update_ticket_status", &updateTicketStatus},
}};

}  // namespace

Action actionCalled(std::string_view name) {
  const auto found = std::find_if(
      kActions.begin(), kActions.end(), [&](const auto& action) { return action.first == name; });
  return found == kActions.end() ? nullptr : found->second;
}

std::string actionNames() {
  std::string names;
  for (const auto& [name, action] : kActions) {
    (names += names.empty() ? "" : ", ") += name;
  }
  return names;
}

}  // namespace bailey::request_tracker
