// A small CRM that conforms, held in memory. The faults of this folder are it with one thing
// changed each.
#pragma once

#include "bailey/plugin.hpp"

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

namespace faulty_crm {

using bailey::Call;
using bailey::Error;

class SoundCrm : public bailey::Adapter {
public:
  // Settings: "token" and "page_size". Others than `known` are refused.
  explicit SoundCrm(const bailey::Setup& setup,
                    const std::vector<std::string_view>& known = {
                        "/fault", "/token", "/page_size", "/limits/notes"});

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      Call& call) override;
  bailey::ContactPage contactSynchronization(const bailey::ContactSynchronizationRequest& request,
                                             Call& call) override;
  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override;
  bailey::AgentPage agentSynchronization(const bailey::AgentSynchronizationRequest& request,
                                         Call& call) override;
  bailey::ActionResult action(const bailey::ActionRequest& request, Call& call) override;

protected:
  [[nodiscard]] const bailey::Host& host() const { return host_; }

  // As the contacts are delivered. Two share an instant, on two pages.
  [[nodiscard]] const std::vector<bailey::Contact>& contacts() const { return contacts_; }

  virtual void authenticate(const bailey::JsonView& auth) const;

private:
  bailey::Host host_;
  std::string token_;
  std::size_t page_size_;
  std::vector<bailey::Contact> contacts_;
  std::vector<bailey::Agent> agents_;
  std::atomic<int> notes_ = 0;
};

}  // namespace faulty_crm
