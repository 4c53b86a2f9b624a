#include "app/bridge.h"

#include "app/admin_call.h"
#include "app/load_settings.h"
#include "app/watchdog.h"
#include "config/load.h"
#include "net/tls_context.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
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

// The authorities of all integrations that know their callers by certificate.
std::vector<std::filesystem::path> authoritiesOf(
    const std::vector<config::Integration>& integrations) {
  std::vector<std::filesystem::path> files;
  for (const config::Integration& integration : integrations) {
    if (integration.callers.mtls) {
      files.push_back(integration.callers.mtls->ca);
    }
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

void waitReadable(std::initializer_list<int> descriptors, std::chrono::milliseconds at_most) {
  std::vector<pollfd> files;
  for (const int descriptor : descriptors) {
    files.push_back({descriptor, POLLIN, 0});
  }
  (void)::poll(files.data(), files.size(), static_cast<int>(at_most.count()));
}

constexpr std::chrono::milliseconds kForever{-1};

}  // namespace

Bridge::Bridge(config::Server settings)
    : settings_(std::move(settings)),
      log_(STDERR_FILENO, levelOf(settings_.log.level)),
      extensions_(plugin_host::moduleFolders(), log_) {}

core::Result<std::unique_ptr<Bridge>, StartupError> Bridge::create(
    const std::filesystem::path& config_file, ServiceManager& manager) {
  config::LoadedServer server = config::loadServer(config_file);
  if (!server.ok()) {
    return StartupError(loadSettings(config_file).error());  // the integrations' complaints as well
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

StartupError Bridge::check(config::Settings settings) {
  Bridge bridge(std::move(settings.server));
  // Not in the state folder: a check must not need the rights of the service, nor disturb it.
  if (auto made = bridge.makePrivateFolder(std::filesystem::temp_directory_path()); !made.ok()) {
    return made.error();
  }
  StartupError wrong;
  if (auto tls = net::makeTlsContext(bridge.settings_.tls, authoritiesOf(settings.integrations));
      !tls.ok()) {
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
      [this](const config::Server& settings) { adopt(settings); });
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
      commands_, *control_, active_, [this] { drain_wanted_ = true; }, BAILEY_VERSION});
  auto admin = admin::AdminServer::open(adminSocketOf(settings_), *admin_api_);
  if (!admin.ok()) {
    return StartupError{admin.error().message};
  }
  admin_ = std::move(admin.value());
  return true;
}

int Bridge::run(Signals& signals, const ServiceManager& manager) {
  workers_ = std::make_unique<pipeline::WorkerPool>(settings_.threads.workers);
  service_ =
      std::make_unique<net::HttpsService>(active_, *workers_, claims_, log_, std::move(listener_));
  log_.write(Level::Info, "serving", [&](JsonWriter& json) {
    json.member("address", settings_.listen.address);
    json.key("port").value(service_->port());
    json.key("integrations").beginArray();
    for (const auto& [name, integration] : active_.acquire()->integrations) {
      json.value(name);
    }
    json.end();
  });
  Watchdog watchdog(manager, *service_);
  manager.ready(statusLine());
  serveUntilStop(signals, manager);
  manager.stopping();
  watchdog.letLoopsEnd();
  return stop(signals);
}

// "17 integrations, 1 not as its file asks for"
std::string Bridge::statusLine() const {
  const control::ReloadReport& report = control_->lastReport();
  const auto refused = std::count_if(
      report.integrations.begin(),
      report.integrations.end(),
      [](const control::IntegrationReport& one) { return one.change == control::Change::Refused; });
  const std::size_t served = active_.acquire()->integrations.size();
  return std::to_string(served) + " integrations" +
         (refused == 0 ? "" : ", " + std::to_string(refused) + " not as the files ask for");
}

void Bridge::serveUntilStop(Signals& signals, const ServiceManager& manager) {
  std::uint64_t told = active_.publishedCount();
  while (!drain_wanted_) {
    waitReadable({signals.fd(), commands_.fd(), control_->changesFd()}, control_->waitTime());
    const Signal signal = signals.take();
    if (signal == Signal::Stop) {
      return;
    }
    if (signal == Signal::Reload) {
      manager.reloading();
      (void)control_->reload();
      manager.ready(statusLine());
    }
    commands_.work();
    control_->turn();
    if (const std::uint64_t published = active_.publishedCount(); published != told) {
      told = published;
      manager.ready(statusLine());
    }
  }
}

int Bridge::stop(Signals& signals) {
  log_.write(Level::Info, "stopping", "answering what is on its way");
  commands_.close();
  admin_.reset();
  const std::chrono::milliseconds patience = active_.acquire()->front->settings.deadlines.stop;
  const auto until = std::chrono::steady_clock::now() + patience;
  service_->beginStop(patience);
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
  const bool drained = workers_->drain(until);
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
