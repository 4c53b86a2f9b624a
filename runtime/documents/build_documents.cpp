#include "documents/build_documents.h"

namespace bailey::documents {

using talkdesk::Operation;

IntegrationDocument buildIntegrationDocument(const talkdesk::Profile& profile,
                                             const Service& service) {
  IntegrationDocument document;
  document.name = service.integration;
  document.display_name = profile.display_name;
  document.description = profile.description;
  document.logo_url = profile.logo_url;
  document.icon_url = profile.icon_url;
  document.authentication_type = profile.authentication_type;
  document.authentication_configuration = profile.authentication_configuration;
  for (const Operation operation : talkdesk::kOperations) {
    if (operation != Operation::Action) {
      document.endpoints.at(talkdesk::indexOf(operation)) = service.endpoint(operation);
    }
  }
  document.interaction_types = profile.interaction_types;
  return document;
}

std::vector<ActionDocument> buildActionDocuments(const talkdesk::Profile& profile,
                                                 const Service& service) {
  std::vector<ActionDocument> documents;
  for (const talkdesk::Action& action : profile.actions) {
    documents.push_back(
        {service.integration, action, service.endpoint(Operation::Action, action.name)});
  }
  return documents;
}

}  // namespace bailey::documents
