#include "actions.h"

#include "action_names.h"

namespace bailey::salesforce {

Action actionCalled(std::string_view name) {
  if (name == kCreateTicket) {
    return &createTicket;
  }
  if (name == kAddNote) {
    return &addNote;
  }
  if (name == kLogCall) {
    return &logCall;
  }
  if (name == kCreateOrUpdateContact) {
    return &createOrUpdateContact;
  }
  return name == kUpdateTicketStatus ? &updateTicketStatus : nullptr;
}

}  // namespace bailey::salesforce
