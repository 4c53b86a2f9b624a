#include "talkdesk/operation.h"

namespace bailey::talkdesk {

std::string_view nameOf(Operation operation) {
  switch (operation) {
    case Operation::Unset:
      return "unset";
    case Operation::AuthValidation:
      return "auth_validation";
    case Operation::ContactSynchronization:
      return "contact_synchronization";
    case Operation::InteractionRetrieval:
      return "interaction_retrieval";
    case Operation::AgentSynchronization:
      return "agent_synchronization";
    case Operation::Action:
      return "action";
  }
  return "unset";
}

std::optional<Operation> operationNamed(std::string_view name) {
  for (const Operation operation : kOperations) {
    if (nameOf(operation) == name) {
      return operation;
    }
  }
  return std::nullopt;
}

}  // namespace bailey::talkdesk
