// Request Tracker as CRM: picks the operation. What each does stands in its own file.
#pragma once

#include "credentials.h"
#include "interaction_search.h"
#include "settings.h"
#include "staff.h"

#include "bailey/plugin.hpp"

#include <vector>

namespace bailey::request_tracker {

class RequestTrackerAdapter final : public AsyncAdapter {
public:
  explicit RequestTrackerAdapter(const Setup& setup);

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
  Credentials credentials_;
  Settings settings_;
  InteractionTypes types_;
  Staff staff_;
};

}  // namespace bailey::request_tracker
