// What one set of configuration came to: every integration, with its plugin made and ready. Never
// changed once it is published, so readers need no lock.
#pragma once

#include "config/settings.h"
#include "generation/bulkhead.h"
#include "generation/front.h"
#include "generation/outcomes.h"
#include "plugin_host/plugin_instance.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace bailey::generation {

// One integration. Its settings are constant; the others look after their own threads, which is why
// they are reachable through a const Generation.
struct Integration {
  Integration(config::Integration from, std::unique_ptr<plugin_host::PluginInstance> made)
      : settings(std::move(from)),
        plugin(std::move(made)),
        bulkhead(std::make_unique<Bulkhead>(settings.bounds.concurrency, settings.bounds.queue)),
        in_flight(std::make_unique<Bulkhead>(settings.bounds.in_flight, 0)),
        outcomes(std::make_unique<Outcomes>()) {}

  // Out of service: its callers are known and told so, but there is no plugin to ask.
  explicit Integration(config::Integration from) : Integration(std::move(from), nullptr) {}

  [[nodiscard]] bool isInService() const { return plugin != nullptr; }

  // REQUIRES: isInService()
  [[nodiscard]] plugin_host::Execution execution(talkdesk::Operation operation) const {
    return plugin->library().manifest().execution(operation);
  }

  const config::Integration settings;
  const std::unique_ptr<plugin_host::PluginInstance> plugin;  // null: out of service
  const std::unique_ptr<Bulkhead> bulkhead;                   // of requests that hold a worker
  const std::unique_ptr<Bulkhead> in_flight;                  // of those that hold none
  const std::unique_ptr<Outcomes> outcomes;
};

struct Generation {
  std::uint64_t number = 0;
  std::shared_ptr<const Front> front;  // the same one until something of it changes
  // Shared, so that the next generation can keep what has not changed.
  std::map<std::string, std::shared_ptr<const Integration>, std::less<>> integrations;

  // Null for a name nobody has. The result lives as long as the generation.
  [[nodiscard]] const Integration* find(std::string_view name) const {
    const auto found = integrations.find(name);
    return found == integrations.end() ? nullptr : found->second.get();
  }
};

}  // namespace bailey::generation
