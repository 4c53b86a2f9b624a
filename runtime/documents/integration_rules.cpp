#include "documents/document_shape.h"
#include "documents/member_rules.h"
#include "documents/rules.h"
#include "documents/write_document.h"
#include "talkdesk/vocabulary.h"

#include <map>

namespace bailey::documents {
namespace {

using nlohmann::json;
using talkdesk::Operation;

void checkEndpoints(const json& document, Findings& findings) {
  for (const Operation operation : talkdesk::kOperations) {
    if (operation == Operation::Action) {
      continue;
    }
    if (const auto url = findMember(document, endpointMember(operation))) {
      checkEndpoint(*url->value, below("", url->name), findings);
    }
  }
}

// contract.md §8, C22
void checkAgents(const json& document, bool cti, Findings& findings) {
  const std::string name = endpointMember(Operation::AgentSynchronization);
  if (findMember(document, name)) {
    return;
  }
  if (cti) {
    findings.error(below("", name),
                   "is missing, and CTI needs it",
                   "use a plugin that offers agent_synchronization");
  } else {
    findings.note(below("", name), "is missing", "without it the account cannot have CTI");
  }
}

// Talkdesk's own samples differ in case, so types that differ in nothing else are one. (contract.md
// §8, C19)
void checkInteractionTypes(const json& document, Findings& findings) {
  const auto list = findMember(document, "interaction_types");
  if (!list || !list->value->is_array()) {
    return;
  }
  std::map<std::string, std::string> seen;  // By their lower case.
  for (std::size_t i = 0; i < list->value->size(); ++i) {
    const auto* type = (*list->value)[i].get_ptr<const std::string*>();
    if (type == nullptr) {
      continue;
    }
    const auto [known, is_new] = seen.emplace(talkdesk::inLowerCase(*type), *type);
    if (!is_new) {
      findings.error(below("/interaction_types", i),
                     "is " + inQuotes(known->second) + " again",
                     "upper and lower case do not tell types apart");
    }
  }
  if (!seen.empty() && !findMember(document, endpointMember(Operation::InteractionRetrieval))) {
    findings.warning("/interaction_types",
                     "is of no use without interaction_retrieval_endpoint",
                     "leave it out");
  }
}

}  // namespace

void checkIntegration(const json& document, bool cti, Findings& findings) {
  // With the older names, about which the reader of the document warns.
  checkKnownMembers(document,
                    "",
                    {"$schema",
                     "name",
                     "display_name",
                     "description",
                     "logo_url",
                     "icon_url",
                     "authentication_type",
                     "authentication_configuration",
                     "auth_validation_endpoint",
                     "contact_synchronization_endpoint",
                     "interaction_retrieval_endpoint",
                     "agent_synchronization_endpoint",
                     "interaction_types",
                     "authentication_fields",
                     "auth_validation_url",
                     "contact_synchronization_url",
                     "interaction_retrieval_url",
                     "agent_synchronization_url"},
                    findings);
  checkName(document, "", "name", "", findings);
  checkImageUrl(document, "logo_url", findings);
  checkImageUrl(document, "icon_url", findings);
  checkEndpoints(document, findings);
  checkAgents(document, cti, findings);
  checkInteractionTypes(document, findings);
}

}  // namespace bailey::documents
