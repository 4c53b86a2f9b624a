#include "simulator/bridge.h"

#include <utility>

namespace bailey::simulator {

core::Result<std::unique_ptr<Bridge>> Bridge::create(Endpoints endpoints,
                                                     const ClientOptions& options) {
  std::unique_ptr<Bridge> bridge(new Bridge(std::move(endpoints)));
  for (const BridgeUrl& url : bridge->endpoints_.all()) {
    std::unique_ptr<BridgeClient>& client = bridge->clients_[url.authority()];
    if (client != nullptr) {
      continue;
    }
    auto created = BridgeClient::create(url, options);
    if (!created.ok()) {
      return created.error();
    }
    client = std::move(created.value());
  }
  return bridge;
}

core::Result<Answer, CallError> Bridge::call(const BridgeUrl& at, Call call) {
  call.target = at.target;
  return clients_.at(at.authority())->call(call);
}

std::string Bridge::name() const {
  std::string text;
  for (const auto& [authority, client] : clients_) {
    text += (text.empty() ? "" : ", ") + authority;
  }
  return text;
}

}  // namespace bailey::simulator
