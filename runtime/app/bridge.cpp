#include "app/bridge.h"

#include "app/admin_call.h"
#include "app/load_settings.h"
#include "app/wait_readable.h"
#include "app/watchdog.h"
#include "config/load.h"
#include "net/tls_context.h"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <utility>

namespace bailey::app {
namespace {

using observability::Level;

Level levelOf(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::Debug:
      return Level::Debug;
    case config::LogLevel::Warn:
      return Level::Warn;
    case config::LogLevel::Error:
      return Level::Error;
    default:
      return Level::Info;
  }
}

constexpr std::chrono::seconds kAdminPatience{1};

// What was taken from the file the last time, if that still holds. The state folder is where the
// file says, if that much of it can be read, or the usual one.
std::optional<config::Server> lastGoodServer(const std::filesystem::path& config_file,
                                             const config::Server& bad) {
  auto text = control::LastGood(control::lastGoodFolder(bad)).serverText();
  if (!text) {
    return std::nullopt;
  }
  config::LoadedServer kept = config::loadServerText(std::move(*text), config_file);
  return kept.ok() ? std::optional(std::move(kept.server)) : std::nullopt;
}

}  // namespace

Bridge::Bridge(config::Server settings)
    : settings_(std::move(settings)),
      log_(STDERR_FILENO, levelOf(settings_.log.level)),
      extensions_(plugin_host::moduleFolders(), log_) {}

core::Result<std::unique_ptr<Bridge>, StartupError> Bridge::create(
    const std::filesystem::path& config_file, ServiceManager& manager) {
  config::LoadedServer server = config::loadServer(config_file);
  if (!server.ok()) {
    const StartupError wrong = loadSettings(config_file).error();  // the integrations' as well
    auto kept = lastGoodServer(config_file, server.server);
    if (!kept) {
      return wrong;
    }
    server.server = std::move(*kept);
  }
  std::unique_ptr<Bridge> bridge(new Bridge(std::move(server.server)));
  if (auto made = bridge->makePrivateFolder(bridge->settings_.state_folder); !made.ok()) {
    return made.error();
  }
  if (auto started = bridge->startControl(config_file); !started.ok()) {
    return started.error();
  }
  if (auto open = bridge->openPort(manager.takeListener()); !open.ok()) {
    return open.error();
  }
  if (auto open = bridge->openAdmin(); !open.ok()) {
    return open.error();
  }
  return bridge;
}

Bridge::~Bridge() {
  control_loop_.reset();
  commands_.close();  // nobody may wait at the admin socket for a thread that is gone
}

StartupError Bridge::check(config::Settings settings) {
  Bridge bridge(std::move(settings.server));
  // Not in the state folder: a check must not need the rights of the service, nor disturb it.
  if (auto made = bridge.makePrivateFolder(std::filesystem::temp_directory_path()); !made.ok()) {
    return made.error();
  }
  StartupError wrong;
  std::set<std::filesystem::path> authorities;
  for (const config::Integration& integration : settings.integrations) {
    if (integration.callers.mtls) {
      authorities.insert(integration.callers.mtls->ca);
    }
  }
  if (auto tls = net::makeTlsContext(bridge.settings_.tls, authorities); !tls.ok()) {
    wrong.push_back(tls.error().message);
  }
  for (config::Integration& integration : settings.integrations) {
    if (auto built = bridge.builder_->build(std::move(integration)); !built.ok()) {
      const StartupError lines = config::toLines(built.error());
      wrong.insert(wrong.end(), lines.begin(), lines.end());
    }
  }
  return wrong;
}

core::Result<bool, StartupError> Bridge::makePrivateFolder(const std::filesystem::path& parent) {
  auto folder = plugin_host::PrivateFolder::makeIn(parent);
  if (!folder.ok()) {
    return StartupError{folder.error().message};
  }
  private_folder_ = std::make_unique<plugin_host::PrivateFolder>(std::move(folder.value()));
  builder_ = std::make_unique<generation::IntegrationBuilder>(
      settings_.plugins_folder, private_folder_->path(), extensions_, log_);
  return true;
}

core::Result<bool, StartupError> Bridge::startControl(const std::filesystem::path& config_file) {
  control_ = std::make_unique<control::Controller>(
      config_file,
      settings_,
      &environmentVariable,
      *builder_,
      active_,
      log_,
      [this](const config::Server& settings) { adopt(settings); },
      [this](std::function<void()> task) { workers_->post(std::move(task)); });
  if (auto started = control_->start(); !started.ok()) {
    return config::toLines(started.error());
  }
  return true;
}

void Bridge::adopt(const config::Server& settings) {
  log_.setThreshold(levelOf(settings.log.level));
  if (service_ != nullptr) {
    service_->adopt(settings.limits);
  }
}

core::Result<bool, StartupError> Bridge::openPort(core::FileDescriptor handed_over) {
  auto listener = handed_over.valid() ? net::Listener::adopt(std::move(handed_over))
                                      : net::Listener::open(settings_.listen);
  if (!listener.ok()) {
    return StartupError{listener.error().message};
  }
  listener_ = std::move(listener.value());
  return true;
}

core::Result<bool, StartupError> Bridge::openAdmin() {
  admin_api_ = std::make_unique<admin::AdminApi>(admin::AdminParts{
      commands_, *control_, active_, [] { ::kill(::getpid(), SIGTERM); }, BAILEY_VERSION});
  auto admin = admin::AdminServer::open(adminSocketOf(settings_), *admin_api_);
  if (!admin.ok()) {
    return StartupError{admin.error().message};
  }
  admin_ = std::move(admin.value());
  return true;
}

int Bridge::run(Signals& signals, const ServiceManager& manager) {
  workers_ = std::make_unique<pipeline::WorkerPool>(settings_.threads.workers);
  service_ = std::make_unique<net::HttpsService>(
      active_, *workers_, claims_, extensions_.upstream(), log_, std::move(listener_));
  Watchdog watchdog(manager, *service_);
  control_loop_ = std::make_unique<ControlLoop>(*control_, commands_, active_, manager);
  log_.write(Level::Info, "serving", [&](JsonWriter& json) {
    json.member("address", settings_.listen.address);
    json.key("port").value(service_->port());
    json.key("integrations").beginArray();
    for (const auto& [name, integration] : active_.acquire()->integrations) {
      json.value(name);
    }
    json.end();
  });
  manager.ready(statusLine(*control_, active_));
  serveUntilStop(signals);
  manager.stopping();
  watchdog.letLoopsEnd();
  return stop(signals);
}

void Bridge::serveUntilStop(Signals& signals) {
  while (true) {
    waitReadable({signals.fd()}, kForever);
    const Signal signal = signals.take();
    if (signal == Signal::Stop) {
      return;
    }
    if (signal == Signal::Reload) {
      control_loop_->reload();
    }
  }
}

int Bridge::stop(Signals& signals) {
  log_.write(Level::Info, "stopping", "answering what is on its way");
  control_loop_->beginStop();
  const std::chrono::milliseconds patience = active_.acquire()->front->settings.deadlines.stop;
  const auto until = std::chrono::steady_clock::now() + patience;
  service_->beginStop(patience);
  // The socket is the next process's, unless a plugin holds up who would answer there.
  if (control_loop_->waitForEnd(std::chrono::steady_clock::now() + kAdminPatience)) {
    admin_.reset();
  }
  while (true) {
    waitReadable({service_->overFd(), signals.fd()}, kForever);
    if (signals.take() == Signal::Stop) {
      log_.write(Level::Warn, "stopped", "at once, as a second signal asked");
      log_.flush();
      std::_Exit(EXIT_FAILURE);
    }
    pollfd over{service_->overFd(), POLLIN, 0};
    if (::poll(&over, 1, 0) == 1) {
      break;
    }
  }
  const bool drained = workers_->drain(until) && control_loop_->waitForEnd(until);
  log_.write(drained ? Level::Info : Level::Warn,
             "stopped",
             drained ? "every request was answered" : "a plugin did not return in time");
  if (!drained) {
    log_.flush();
    std::_Exit(EXIT_SUCCESS);  // its thread cannot be ended, and its code cannot be unmapped
  }
  return EXIT_SUCCESS;
}

}  // namespace bailey::app
