// The running bridge: every part, made in the order in which they need each other.
#pragma once

#include "app/signals.h"
#include "config/complaint.h"
#include "config/settings.h"
#include "core/result.h"
#include "generation/active_generation.h"
#include "net/https_service.h"
#include "net/listener.h"
#include "net/tls_context.h"
#include "observability/log.h"
#include "pipeline/memory_action_claims.h"
#include "pipeline/worker_pool.h"
#include "plugin_host/extensions.h"
#include "plugin_host/private_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace bailey::app {

// Why it cannot start: one line each, for the operator.
using StartupError = std::vector<std::string>;

// [control thread]
class Bridge {
public:
  // Loads and makes everything, binds the port, serves nobody yet. On error nothing is left behind.
  static core::Result<std::unique_ptr<Bridge>, StartupError> create(config::Settings settings);

  // The same without the port: what `bailey check` asks. Empty when all is well.
  static StartupError check(config::Settings settings);

  // Serves until a signal says stop; returns the exit code. Answers what is on its way before it
  // returns; a second signal ends the process at once.
  int run(Signals& signals);

private:
  explicit Bridge(config::Server settings);

  core::Result<bool, StartupError> prepare(std::vector<config::Integration> integrations,
                                           const std::filesystem::path& private_parent);
  core::Result<bool, StartupError> openPort();
  void waitForStop(Signals& signals) const;
  int stop(Signals& signals, net::HttpsService& service);

  // Destroyed from the last to the first: who uses a thing stands below it.
  const config::Server settings_;
  observability::Log log_;
  plugin_host::Extensions extensions_;
  std::unique_ptr<plugin_host::PrivateFolder> private_folder_;
  generation::ActiveGeneration active_;
  net::TlsContext tls_;
  std::unique_ptr<net::Listener> listener_;
  pipeline::MemoryActionClaims claims_;
  std::unique_ptr<pipeline::WorkerPool> workers_;
};

}  // namespace bailey::app
