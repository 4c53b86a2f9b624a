// The five things Talkdesk asks of a bridge. (contract.md §2-6)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bailey::talkdesk {

enum class Operation : std::uint8_t {
  Unset = 0,  // a zeroed value is never a decision
  AuthValidation,
  ContactSynchronization,
  InteractionRetrieval,
  AgentSynchronization,
  Action,
};

constexpr std::size_t kOperationCount = 5;

constexpr std::array<Operation, kOperationCount> kOperations = {Operation::AuthValidation,
                                                                Operation::ContactSynchronization,
                                                                Operation::InteractionRetrieval,
                                                                Operation::AgentSynchronization,
                                                                Operation::Action};

// 0-based position in kOperations. REQUIRES: operation != Unset
constexpr std::size_t indexOf(Operation operation) {
  return static_cast<std::size_t>(operation) - 1;
}

// The operation's name in manifests, logs and metrics: "auth_validation",
// "contact_synchronization", "interaction_retrieval", "agent_synchronization", "action".
std::string_view nameOf(Operation operation);

// The reverse of nameOf(); nothing for an unknown name.
std::optional<Operation> operationNamed(std::string_view name);

}  // namespace bailey::talkdesk
