// The bridge that is played against: its endpoints, and one connection to each of their hosts.
#pragma once

#include "core/result.h"
#include "simulator/bridge_client.h"
#include "simulator/endpoints.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>

namespace bailey::simulator {

// Not thread-safe.
class Bridge {
public:
  // Resolves every host; an error when one has no address or the CA file cannot be used.
  static core::Result<std::unique_ptr<Bridge>> create(Endpoints endpoints,
                                                      const ClientOptions& options);

  // REQUIRES: the host of `at` is that of one of the endpoints
  core::Result<Answer, CallError> call(const BridgeUrl& at, Call call);

  [[nodiscard]] const Endpoints& endpoints() const { return endpoints_; }

  [[nodiscard]] std::size_t hostCount() const { return clients_.size(); }

  // Hosts and ports, for people.
  [[nodiscard]] std::string name() const;

private:
  explicit Bridge(Endpoints endpoints) : endpoints_(std::move(endpoints)) {}

  const Endpoints endpoints_;
  std::map<std::string, std::unique_ptr<BridgeClient>> clients_;  // By authority.
};

}  // namespace bailey::simulator
