#include "zendesk_adapter.h"

#include "actions.h"
#include "agent_pages.h"
#include "auth_validation.h"

#include <utility>

namespace bailey::zendesk {

namespace {

// Throws InvalidSettings with everything that is wrong, here and in what Talkdesk is told.
Settings checkedSettings(const Setup& setup) {
  Complaints complaints;
  Settings settings = readSettings(setup.settings, complaints);
  Accounts::check(setup.auth_fields, setup.settings.contains("base_url"), complaints);
  Interactions::check(setup.interaction_types, complaints);
  checkActions(setup.actions, complaints);
  if (!complaints.empty()) {
    throw InvalidSettings(std::move(complaints));
  }
  return settings;
}

}  // namespace

ZendeskAdapter::ZendeskAdapter(const Setup& setup)
    : settings_(checkedSettings(setup)),
      accounts_(setup.auth_fields, settings_.base_url),
      contacts_(settings_.contacts),
      interactions_(settings_, setup.interaction_types) {}

Task<StoredFields> ZendeskAdapter::authValidation(const AuthValidationRequest& request,
                                                  Call& call) {
  const Account account = accounts_.of(request.auth);
  co_return co_await validate(account, call);
}

Task<ContactPage> ZendeskAdapter::contactSynchronization(
    const ContactSynchronizationRequest& request, Call& call) {
  const Account account = accounts_.of(request.auth);
  co_return co_await contacts_.page(request, account, call);
}

Task<std::vector<Interaction>> ZendeskAdapter::interactionRetrieval(
    const InteractionRetrievalRequest& request, Call& call) {
  const Account account = accounts_.of(request.auth);
  co_return co_await interactions_.retrieve(request, account, call);
}

Task<AgentPage> ZendeskAdapter::agentSynchronization(const AgentSynchronizationRequest& request,
                                                     Call& call) {
  const Account account = accounts_.of(request.auth);
  co_return co_await agentPage(request, account, call);
}

Task<ActionResult> ZendeskAdapter::action(const ActionRequest& request, Call& call) {
  const Action run = findAction(request.action);
  if (run == nullptr) {
    throw Error(Error::Code::NotSupported);
  }
  const Account account = accounts_.of(request.auth);
  const ActionContext context{request, account, settings_, call};
  co_return co_await run(context);
}

}  // namespace bailey::zendesk
