// An SQL database as CRM: Talkdesk's five operations, each by statements of the settings.
#pragma once

#include "actions.h"
#include "agent_pages.h"
#include "contact_pages.h"
#include "credentials.h"
#include "driver.h"
#include "interactions.h"
#include "sessions.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bailey::sql {

class SqlAdapter final : public Adapter {
public:
  // Opens the database and prepares every statement. Throws InvalidSettings.
  explicit SqlAdapter(const Setup& setup);

  [[nodiscard]] StoredFields authValidation(const AuthValidationRequest& request,
                                            Call& call) override;
  [[nodiscard]] ContactPage contactSynchronization(const ContactSynchronizationRequest& request,
                                                   Call& call) override;
  [[nodiscard]] std::vector<Interaction> interactionRetrieval(
      const InteractionRetrievalRequest& request, Call& call) override;
  [[nodiscard]] AgentPage agentSynchronization(const AgentSynchronizationRequest& request,
                                               Call& call) override;
  [[nodiscard]] ActionResult action(const ActionRequest& request, Call& call) override;

private:
  // The sections of the settings, ready to run. Those that are absent are empty.
  struct Operations {
    std::optional<Credentials> credentials;
    std::optional<ContactPages> contacts;
    std::optional<Interactions> interactions;
    std::optional<AgentPages> agents;
    std::optional<Actions> actions;
  };

  void prepare(const Setup& setup, const Settings& settings, Complaints& complaints);
  void tryOut(const Host& host, Complaints& complaints) const;

  std::unique_ptr<Database> database_;
  Operations operations_;
  std::unique_ptr<Sessions> sessions_;  // after operations_: its statements are known by address
};

}  // namespace bailey::sql
