#include "app/bridge.h"

#include "generation/generation_builder.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
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

void waitReadable(int first, int second) {
  std::array<pollfd, 2> files = {pollfd{first, POLLIN, 0}, pollfd{second, POLLIN, 0}};
  (void)::poll(files.data(), second < 0 ? 1 : 2, -1);
}

}  // namespace

Bridge::Bridge(config::Server settings)
    : settings_(std::move(settings)),
      log_(STDERR_FILENO, levelOf(settings_.log.level)),
      extensions_(plugin_host::moduleFolders(), log_) {}

core::Result<std::unique_ptr<Bridge>, StartupError> Bridge::create(config::Settings settings) {
  std::unique_ptr<Bridge> bridge(new Bridge(std::move(settings.server)));
  const std::filesystem::path parent = bridge->settings_.state_folder;
  if (auto ready = bridge->prepare(std::move(settings.integrations), parent); !ready.ok()) {
    return ready.error();
  }
  if (auto open = bridge->openPort(); !open.ok()) {
    return open.error();
  }
  return bridge;
}

StartupError Bridge::check(config::Settings settings) {
  Bridge bridge(std::move(settings.server));
  // Not in the state folder: a check must not need the rights of the service, nor disturb it.
  auto ready =
      bridge.prepare(std::move(settings.integrations), std::filesystem::temp_directory_path());
  return ready.ok() ? StartupError() : ready.error();
}

core::Result<bool, StartupError> Bridge::prepare(std::vector<config::Integration> integrations,
                                                 const std::filesystem::path& private_parent) {
  auto folder = plugin_host::PrivateFolder::makeIn(private_parent);
  if (!folder.ok()) {
    return StartupError{folder.error().message};
  }
  private_folder_ = std::make_unique<plugin_host::PrivateFolder>(std::move(folder.value()));
  StartupError wrong;
  auto tls = net::makeTlsContext(settings_.tls, authoritiesOf(integrations));
  if (tls.ok()) {
    tls_ = tls.value();
  } else {
    wrong.push_back(tls.error().message);
  }
  generation::GenerationBuilder builder(
      settings_.plugins_folder, private_folder_->path(), extensions_, log_);
  auto generation = builder.build(std::move(integrations));
  if (generation.ok()) {
    (void)active_.publish(std::move(generation.value()));
  } else {
    const StartupError lines = config::toLines(generation.error());
    wrong.insert(wrong.end(), lines.begin(), lines.end());
  }
  if (!wrong.empty()) {
    return wrong;
  }
  return true;
}

core::Result<bool, StartupError> Bridge::openPort() {
  auto listener = net::Listener::open(settings_.listen);
  if (!listener.ok()) {
    return StartupError{listener.error().message};
  }
  listener_ = std::move(listener.value());
  return true;
}

int Bridge::run(Signals& signals) {
  workers_ = std::make_unique<pipeline::WorkerPool>(settings_.threads.workers);
  net::HttpsService service(
      settings_, active_, *workers_, claims_, log_, std::move(listener_), tls_);
  log_.write(Level::Info, "serving", [&](JsonWriter& json) {
    json.member("address", settings_.listen.address);
    json.key("port").value(service.port());
    json.key("integrations").beginArray();
    for (const auto& [name, integration] : active_.acquire()->integrations) {
      json.value(name);
    }
    json.end();
  });
  waitForStop(signals);
  return stop(signals, service);
}

void Bridge::waitForStop(Signals& signals) const {
  while (true) {
    waitReadable(signals.fd(), -1);
    if (signals.take() == Signal::Stop) {
      return;
    }
  }
}

int Bridge::stop(Signals& signals, net::HttpsService& service) {
  log_.write(Level::Info, "stopping", "answering what is on its way");
  const auto until = std::chrono::steady_clock::now() + settings_.deadlines.stop;
  service.beginStop(settings_.deadlines.stop);
  while (true) {
    waitReadable(service.overFd(), signals.fd());
    if (signals.take() == Signal::Stop) {
      log_.write(Level::Warn, "stopped", "at once, as a second signal asked");
      log_.flush();
      std::_Exit(EXIT_FAILURE);
    }
    pollfd over{service.overFd(), POLLIN, 0};
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
