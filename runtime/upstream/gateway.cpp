#include "upstream/gateway.h"

#include <utility>

namespace bailey::upstream {

Gateway::Gateway(std::string integration,
                 EgressPolicy policy,
                 TlsTrust own_trust,
                 std::shared_ptr<SystemTrust> system,
                 std::shared_ptr<Tap> tap,
                 const Settings& settings)
    : integration_(std::move(integration)),
      policy_(std::move(policy)),
      own_trust_(std::move(own_trust)),
      system_(std::move(system)),
      tap_(std::move(tap)),
      guards_(std::make_unique<Guards>(settings)),
      response_bytes_max_(settings.response_bytes) {}

core::Result<std::shared_ptr<const Gateway>, GatewayError> Gateway::make(
    std::string integration,
    const Settings& settings,
    const std::vector<std::string>& manifest_hosts,
    std::shared_ptr<SystemTrust> system,
    std::shared_ptr<Tap> tap) {
  auto policy = EgressPolicy::make(settings.hosts.empty() ? manifest_hosts : settings.hosts,
                                   settings.networks);
  if (!policy.ok()) {
    return GatewayError{"", policy.error().message};
  }
  TlsTrust own;
  if (!settings.ca.empty()) {
    auto made = makeTlsTrust(settings.ca);
    if (!made.ok()) {
      return GatewayError{"ca", made.error().message};
    }
    own = made.value();
  }
  return std::shared_ptr<const Gateway>(new Gateway(std::move(integration),
                                                    std::move(policy.value()),
                                                    std::move(own),
                                                    std::move(system),
                                                    std::move(tap),
                                                    settings));
}

}  // namespace bailey::upstream
