// What one plugin instance may ask of the runtime: the host side of bailey_host.
#pragma once

#include "core/secret.h"
#include "observability/log.h"
#include "plugin_host/calls.h"
#include "plugin_host/extensions.h"
#include "plugin_host/http_extension.h"
#include "upstream/gateway.h"

#include "bailey/abi.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

// The integration's secret called `name`, or null. The result lives as long as the instance.
using SecretLookup = std::function<const core::Secret*(std::string_view name)>;

// Lives as long as the instance it serves; not movable, because the plugin keeps a pointer to
// abi(). Everything a plugin calls may be called from any thread.
class HostServices {
public:
  // `secrets` are the names the plugin's manifest declares; it gets no other. Without a `gateway`
  // it has no HTTP.
  HostServices(observability::Log& log,
               std::string integration,
               std::string plugin,
               std::vector<std::string> secrets,
               SecretLookup lookup,
               Extensions& extensions,
               std::shared_ptr<const upstream::Gateway> gateway);
  HostServices(const HostServices&) = delete;
  HostServices& operator=(const HostServices&) = delete;
  HostServices(HostServices&&) = delete;
  HostServices& operator=(HostServices&&) = delete;
  ~HostServices() = default;

  [[nodiscard]] const bailey_host& abi() const { return abi_; }

  [[nodiscard]] Calls& calls() { return calls_; }

  [[nodiscard]] upstream::Service& upstream() { return extensions_.upstream(); }

private:
  void log(std::uint64_t call, std::int32_t level, std::string_view message);
  bailey_status secret(std::string_view name, const bailey_sink& value) const;
  const void* extension(std::string_view id);

  observability::Log& log_;
  const std::string integration_;
  const std::string plugin_;
  const std::vector<std::string> secrets_;
  const SecretLookup lookup_;
  Extensions& extensions_;
  Calls calls_;
  std::optional<HttpExtension> http_;
  const bailey_pending pending_;
  const bailey_host abi_;
};

}  // namespace bailey::plugin_host
