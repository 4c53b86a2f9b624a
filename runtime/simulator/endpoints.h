// Which operations an integration offers and where each is called: all below one URL, or each where
// its document says, possibly on different hosts. (contract.md §1.1, §7)
#pragma once

#include "simulator/bridge_url.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

enum class Operation : std::uint8_t {
  Unset = 0,
  AuthValidation,
  ContactSync,
  InteractionRetrieval,
  AgentSync,
};

// As the integration document calls it: "auth_validation_endpoint".
std::string_view endpointKeyOf(Operation operation);

class Endpoints {
public:
  // Nothing is offered until set() says so.
  Endpoints() = default;

  // Every operation, and every action, at the paths Talkdesk's own examples use.
  static Endpoints allBelow(const BridgeUrl& base);

  void set(Operation operation, BridgeUrl url) { operations_[operation] = std::move(url); }

  void setAction(const std::string& name, BridgeUrl url) { actions_[name] = std::move(url); }

  // Nothing when it is not offered.
  [[nodiscard]] std::optional<BridgeUrl> of(Operation operation) const;
  [[nodiscard]] std::optional<BridgeUrl> ofAction(const std::string& name) const;

  // The URL that all operations are below; nothing when each has its own.
  [[nodiscard]] const std::optional<BridgeUrl>& base() const { return base_; }

  // Every URL that is known.
  [[nodiscard]] std::vector<BridgeUrl> all() const;

private:
  std::optional<BridgeUrl> base_;
  std::map<Operation, BridgeUrl> operations_;
  std::map<std::string, BridgeUrl> actions_;
};

}  // namespace bailey::simulator
