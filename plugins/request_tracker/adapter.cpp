#include "adapter.h"

#include "account.h"
#include "actions.h"
#include "agent_sync.h"
#include "contact_sync.h"
#include "rest.h"
#include "words.h"

#include <utility>

namespace bailey::request_tracker {
namespace {

// What the integration's profile asks for and RT does not have. It is no part of the settings, so
// the complaints are about them as a whole.
void checkProfile(const Setup& setup,
                  const Credentials& credentials,
                  std::vector<InvalidSettings::Complaint>& complaints) {
  if (std::string wrong = credentials.complaint(); !wrong.empty()) {
    complaints.push_back({"", std::move(wrong)});
  }
  for (const std::string& type : setup.interaction_types) {
    if (const std::string lower = lowerCase(type); lower != "ticket" && lower != "note") {
      complaints.push_back(
          {"", "there is no interaction type " + type + "; there are ticket, note"});
    }
  }
  for (const std::string& action : setup.actions) {
    if (actionCalled(action) == nullptr) {
      complaints.push_back({"", "there is no action " + action + "; there are " + actionNames()});
    }
  }
}

Settings checkedSettings(const Setup& setup, const Credentials& credentials) {
  std::vector<InvalidSettings::Complaint> complaints;
  Settings settings = readSettings(setup.settings, complaints);
  checkProfile(setup, credentials, complaints);
  if (!complaints.empty()) {
    throw InvalidSettings(std::move(complaints));
  }
  return settings;
}

}  // namespace

RequestTrackerAdapter::RequestTrackerAdapter(const Setup& setup)
    : credentials_(setup.auth_fields),
      settings_(checkedSettings(setup, credentials_)),
      types_(typesIn(setup.interaction_types)) {}

Task<StoredFields> RequestTrackerAdapter::authValidation(const AuthValidationRequest& request,
                                                         Call& call) {
  const Rest rest(settings_, credentials_, request.auth, call);
  StoredFields stored = co_await validateAccount(rest);
  co_return std::move(stored);
}

Task<ContactPage> RequestTrackerAdapter::contactSynchronization(
    const ContactSynchronizationRequest& request, Call& call) {
  const Rest rest(settings_, credentials_, request.auth, call);
  ContactPage page = co_await synchronizeContacts(request, rest, staff_);
  co_return std::move(page);
}

Task<std::vector<Interaction>> RequestTrackerAdapter::interactionRetrieval(
    const InteractionRetrievalRequest& request, Call& call) {
  const Rest rest(settings_, credentials_, request.auth, call);
  std::vector<Interaction> interactions = co_await retrieveInteractions(request, rest, types_);
  co_return std::move(interactions);
}

Task<AgentPage> RequestTrackerAdapter::agentSynchronization(
    const AgentSynchronizationRequest& request, Call& call) {
  const Rest rest(settings_, credentials_, request.auth, call);
  AgentPage page = co_await synchronizeAgents(request, rest, staff_);
  co_return std::move(page);
}

Task<ActionResult> RequestTrackerAdapter::action(const ActionRequest& request, Call& call) {
  const Action run = actionCalled(request.action);
  if (run == nullptr) {
    throw Error(Error::Code::NotSupported);
  }
  const Rest rest(settings_, credentials_, request.auth, call);
  ActionResult result = co_await run(request, rest);
  co_return std::move(result);
}

}  // namespace bailey::request_tracker
