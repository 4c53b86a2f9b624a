#include "simulator/endpoints.h"

#include <Poco/URI.h>

namespace bailey::simulator {

std::string_view endpointKeyOf(Operation operation) {
  switch (operation) {
    case Operation::AuthValidation:
      return "auth_validation_endpoint";
    case Operation::ContactSync:
      return "contact_synchronization_endpoint";
    case Operation::InteractionRetrieval:
      return "interaction_retrieval_endpoint";
    case Operation::AgentSync:
      return "agent_synchronization_endpoint";
    case Operation::Unset:
      break;
  }
  return "";
}

Endpoints Endpoints::allBelow(const BridgeUrl& base) {
  Endpoints endpoints;
  endpoints.base_ = base;
  endpoints.set(Operation::AuthValidation, base.below("/auth_validation"));
  endpoints.set(Operation::ContactSync, base.below("/contact_sync"));
  endpoints.set(Operation::InteractionRetrieval, base.below("/interaction_update"));
  endpoints.set(Operation::AgentSync, base.below("/agent_sync"));
  return endpoints;
}

std::optional<BridgeUrl> Endpoints::of(Operation operation) const {
  const auto found = operations_.find(operation);
  return found == operations_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<BridgeUrl> Endpoints::ofAction(const std::string& name) const {
  if (const auto found = actions_.find(name); found != actions_.end()) {
    return found->second;
  }
  if (!base_) {
    return std::nullopt;
  }
  std::string encoded;
  Poco::URI::encode(name, "/?#[]@!$&'()*+,;=:%", encoded);
  return base_->below("/actions/" + encoded);
}

std::vector<BridgeUrl> Endpoints::all() const {
  std::vector<BridgeUrl> urls;
  for (const auto& [operation, url] : operations_) {
    urls.push_back(url);
  }
  for (const auto& [name, url] : actions_) {
    urls.push_back(url);
  }
  return urls;
}

}  // namespace bailey::simulator
