// The documents Talkdesk asks an integration's owner for, as values: one about the integration, one
// about each action. (contract.md §7)
#pragma once

#include "talkdesk/operation.h"
#include "talkdesk/profile.h"

#include <array>
#include <string>
#include <vector>

namespace bailey::documents {

struct IntegrationDocument {
  std::string name;
  std::string display_name;
  std::string description;
  std::string logo_url;
  std::string icon_url;
  talkdesk::AuthenticationType authentication_type = talkdesk::AuthenticationType::Unset;
  std::vector<talkdesk::AuthenticationField> authentication_configuration;
  // By talkdesk::indexOf(); empty: the feature is off. That of actions is in their own documents.
  std::array<std::string, talkdesk::kOperationCount> endpoints;
  std::vector<std::string> interaction_types;

  // REQUIRES: operation != Unset
  [[nodiscard]] const std::string& endpoint(talkdesk::Operation operation) const {
    return endpoints.at(talkdesk::indexOf(operation));
  }
};

struct ActionDocument {
  std::string provider;  // The integration's name.
  talkdesk::Action action;
  std::string endpoint;
};

}  // namespace bailey::documents
