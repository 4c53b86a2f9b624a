// The running bridge: every part, made in the order in which they need each other.
#pragma once

#include "admin/admin_api.h"
#include "admin/admin_server.h"
#include "app/control_loop.h"
#include "app/service_manager.h"
#include "app/signals.h"
#include "config/complaint.h"
#include "config/settings.h"
#include "control/command_queue.h"
#include "control/controller.h"
#include "core/result.h"
#include "generation/active_generation.h"
#include "generation/integration_builder.h"
#include "net/https_service.h"
#include "net/listener.h"
#include "observability/log.h"
#include "pipeline/memory_action_claims.h"
#include "pipeline/worker_pool.h"
#include "plugin_host/extensions.h"
#include "plugin_host/private_folder.h"

#include <filesystem>
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
  // Listens at the socket of `manager` if it has one.
  static core::Result<std::unique_ptr<Bridge>, StartupError> create(
      const std::filesystem::path& config_file, ServiceManager& manager);

  // Whether that would work, without the port and without a past: what `bailey check` asks. Empty
  // when all is well.
  static StartupError check(config::Settings settings);

  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;
  Bridge(Bridge&&) = delete;
  Bridge& operator=(Bridge&&) = delete;

  ~Bridge();

  // Serves until a signal says stop; returns the exit code. Answers what is on its way before it
  // returns; a second signal ends the process at once.
  int run(Signals& signals, const ServiceManager& manager);

private:
  explicit Bridge(config::Server settings);

  core::Result<bool, StartupError> makePrivateFolder(const std::filesystem::path& parent);
  core::Result<bool, StartupError> startControl(const std::filesystem::path& config_file);
  core::Result<bool, StartupError> openPort(core::FileDescriptor handed_over);
  core::Result<bool, StartupError> openAdmin();
  void adopt(const config::Server& settings);
  void serveUntilStop(Signals& signals);
  int stop(Signals& signals);

  // Destroyed from the last to the first: who uses a thing stands below it.
  const config::Server settings_;  // of the start
  observability::Log log_;
  plugin_host::Extensions extensions_;
  std::unique_ptr<plugin_host::PrivateFolder> private_folder_;
  std::unique_ptr<generation::IntegrationBuilder> builder_;
  generation::ActiveGeneration active_;
  std::unique_ptr<control::Controller> control_;
  control::CommandQueue commands_;
  std::unique_ptr<admin::AdminApi> admin_api_;
  std::unique_ptr<admin::AdminServer> admin_;
  std::unique_ptr<net::Listener> listener_;
  pipeline::MemoryActionClaims claims_;
  std::unique_ptr<pipeline::WorkerPool> workers_;
  std::unique_ptr<net::HttpsService> service_;
  std::unique_ptr<ControlLoop> control_loop_;
};

}  // namespace bailey::app
