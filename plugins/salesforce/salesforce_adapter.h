// One integration's Salesforce org. Picks the operation; each has a file of its own.
#pragma once

#include "settings.h"

#include "bailey/plugin.hpp"

#include <vector>

namespace bailey::salesforce {

class SalesforceAdapter final : public AsyncAdapter {
public:
  // Throws InvalidSettings. Asks Salesforce nothing: the credentials come with requests.
  explicit SalesforceAdapter(const Setup& setup);

  Task<StoredFields> authValidation(const AuthValidationRequest& request, Call& call) override;
  Task<ContactPage> contactSynchronization(const ContactSynchronizationRequest& request,
                                           Call& call) override;
  Task<std::vector<Interaction>> interactionRetrieval(const InteractionRetrievalRequest& request,
                                                      Call& call) override;
  Task<AgentPage> agentSynchronization(const AgentSynchronizationRequest& request,
                                       Call& call) override;
  Task<ActionResult> action(const ActionRequest& request, Call& call) override;

private:
  const Settings settings_;
};

}  // namespace bailey::salesforce
