#include "simulator/session.h"

#include <vector>

namespace bailey::simulator {

Session::Session(Bridge& the_bridge, StepObserver& the_observer, Credentials the_credentials)
    : bridge(the_bridge),
      observer(the_observer),
      credentials(std::move(the_credentials)) {
  redactor.hideAll(credentials.typed);
  redactor.hideAll(credentials.stored);
  const auto& base = bridge.endpoints().base();
  for (const BridgeUrl& url : base ? std::vector<BridgeUrl>{*base} : bridge.endpoints().all()) {
    for (const std::string& segment : url.pathSegments()) {
      // Secrets are longer than the names of integrations, which a report may well show.
      constexpr std::size_t kSecretBytesMin = 16;
      if (segment.size() >= kSecretBytesMin) {
        redactor.hide(segment);
      }
    }
  }
}

}  // namespace bailey::simulator
