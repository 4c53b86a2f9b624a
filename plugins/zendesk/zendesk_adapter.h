// Zendesk Support as CRM: picks the operation, and whose Zendesk it is for.
#pragma once

#include "account.h"
#include "contact_pages.h"
#include "interactions.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <vector>

namespace bailey::zendesk {

class ZendeskAdapter final : public AsyncAdapter {
public:
  // Throws InvalidSettings.
  explicit ZendeskAdapter(const Setup& setup);

  [[nodiscard]] Task<StoredFields> authValidation(const AuthValidationRequest& request,
                                                  Call& call) override;
  [[nodiscard]] Task<ContactPage> contactSynchronization(
      const ContactSynchronizationRequest& request, Call& call) override;
  [[nodiscard]] Task<std::vector<Interaction>> interactionRetrieval(
      const InteractionRetrievalRequest& request, Call& call) override;
  [[nodiscard]] Task<AgentPage> agentSynchronization(const AgentSynchronizationRequest& request,
                                                     Call& call) override;
  [[nodiscard]] Task<ActionResult> action(const ActionRequest& request, Call& call) override;

private:
  const Settings settings_;
  const Accounts accounts_;
  const ContactPages contacts_;
  const Interactions interactions_;
};

}  // namespace bailey::zendesk
