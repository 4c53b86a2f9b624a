#include "salesforce_adapter.h"

#include "actions.h"
#include "agents.h"
#include "contact_pages.h"
#include "interactions.h"
#include "login.h"

namespace bailey::salesforce {

SalesforceAdapter::SalesforceAdapter(const Setup& setup) : settings_(readSettings(setup)) {}

Task<StoredFields> SalesforceAdapter::authValidation(const AuthValidationRequest& request,
                                                     Call& call) {
  return validateLogin(settings_, request, call);
}

Task<ContactPage> SalesforceAdapter::contactSynchronization(
    const ContactSynchronizationRequest& request, Call& call) {
  return synchronizeContacts(settings_, request, call);
}

Task<std::vector<Interaction>> SalesforceAdapter::interactionRetrieval(
    const InteractionRetrievalRequest& request, Call& call) {
  return retrieveInteractions(settings_, request, call);
}

Task<AgentPage> SalesforceAdapter::agentSynchronization(const AgentSynchronizationRequest& request,
                                                        Call& call) {
  return synchronizeAgents(settings_, request, call);
}

Task<ActionResult> SalesforceAdapter::action(const ActionRequest& request, Call& call) {
  const Action run = actionCalled(request.action);
  if (run == nullptr) {
    throw Error(Error::Code::NotSupported);
  }
  return run(settings_, request, call);
}

}  // namespace bailey::salesforce
