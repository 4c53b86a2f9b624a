// One integration's way to its CRM: where it may go, whom it trusts, how much it may bring back.
#pragma once

#include "core/result.h"
#include "upstream/egress_policy.h"
#include "upstream/guards.h"
#include "upstream/settings.h"
#include "upstream/tap.h"
#include "upstream/tls_trust.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace bailey::upstream {

// Why there is none: `member` of the settings ("hosts", or empty), and what is wrong with it.
struct GatewayError {
  std::string member;
  std::string message;
};

// Any thread. Connections are kept for each gateway by itself, so that one integration's trust and
// trouble are its own.
class Gateway {
public:
  // `manifest_hosts` are allowed when the settings name no hosts.
  static core::Result<std::shared_ptr<const Gateway>, GatewayError> make(
      std::string integration,
      const Settings& settings,
      const std::vector<std::string>& manifest_hosts,
      std::shared_ptr<SystemTrust> system,
      std::shared_ptr<Tap> tap = nullptr);

  [[nodiscard]] const std::string& integration() const { return integration_; }

  [[nodiscard]] const EgressPolicy& policy() const { return policy_; }

  // Null when there is none to be had.
  [[nodiscard]] TlsTrust trust() const { return own_trust_.isNull() ? system_->get() : own_trust_; }

  [[nodiscard]] Guards& guards() const { return *guards_; }

  // Null: nobody looks.
  [[nodiscard]] Tap* tap() const { return tap_.get(); }

  // Decoded bytes of one answer.
  [[nodiscard]] std::size_t responseBytesMax() const { return response_bytes_max_; }

private:
  Gateway(std::string integration,
          EgressPolicy policy,
          TlsTrust own_trust,
          std::shared_ptr<SystemTrust> system,
          std::shared_ptr<Tap> tap,
          const Settings& settings);

  const std::string integration_;
  const EgressPolicy policy_;
  const TlsTrust own_trust_;  // null: the system's
  const std::shared_ptr<SystemTrust> system_;
  const std::shared_ptr<Tap> tap_;
  const std::unique_ptr<Guards> guards_;
  const std::size_t response_bytes_max_;
};

}  // namespace bailey::upstream
