// The one path of every change, whoever noticed it: reads what the files ask for, builds the next
// generation completely, and publishes it by one pointer. What is refused leaves what is served
// untouched, integration by integration.
#pragma once

#include "config/surroundings.h"
#include "control/desired_state.h"
#include "control/last_good.h"
#include "control/probation.h"
#include "control/reload_log.h"
#include "control/reload_report.h"
#include "control/retirement.h"
#include "core/result.h"
#include "generation/active_generation.h"
#include "generation/integration_builder.h"
#include "observability/log.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace bailey::control {

// What it works on; everything outlives it.
struct ReloaderParts {
  generation::IntegrationBuilder& builder;
  generation::ActiveGeneration& active;
  LastGood& last_good;
  Probation& probation;
  Retirement& retirement;
  observability::Log& log;
  generation::Trial trial;
  std::function<void(const config::Server&)> adopt_server;  // called with what was published
};

// [control thread]
class Reloader {
public:
  // `file` is bailey.json.
  Reloader(std::filesystem::path file, config::Variables variables, ReloaderParts parts)
      : file_(std::move(file)),
        variables_(std::move(variables)),
        parts_(std::move(parts)),
        log_(parts_.log) {}

  // Publishes the first generation. Bad integrations fall back to their last good version. Without
  // any last good version it is a first start, and all must be right; otherwise only the server's
  // own settings must. On failure nothing is published.
  core::Result<ReloadReport, std::vector<config::Complaint>> start();

  // REQUIRES: start() succeeded.
  ReloadReport reload();

  // What reload() would say, without publishing.
  ReloadReport validate();

  // Serves the version before the last good one again, whatever the files say, until they change.
  core::Result<KeptVersion> rollBack(const std::string& integration);

  // What the newest reload depended on: files and folders, there or not.
  [[nodiscard]] const std::set<std::filesystem::path>& places() const { return places_; }

  // Ends the probation of versions that are due: they become the last good ones, or what was served
  // before is served again.
  void judge();

private:
  using Version = std::shared_ptr<const generation::Integration>;

  // The next generation while it is put together.
  struct Assembly {
    generation::Lease running;  // null at a start
    std::shared_ptr<generation::Generation> next = std::make_shared<generation::Generation>();
    ReloadReport report;

    [[nodiscard]] Version runningVersion(const std::string& name) const;
  };

  Assembly assemble();
  void placeIntegrations(Assembly& assembly, std::vector<config::LoadedIntegration> loaded);
  void place(Assembly& assembly, config::LoadedIntegration loaded);
  void refuse(Assembly& assembly,
              const std::string& name,
              std::vector<config::Complaint> complaints);
  void placeFront(Assembly& assembly, const config::LoadedServer& wanted);

  void publish(Assembly& assembly);
  void putOnProbation(const Assembly& assembly);
  void serve(const std::string& name, Version version);
  void keep(const std::string& name, const generation::Integration& version);
  void returnFrom(Probation::Case version, const std::string& why);
  Version lastGood(const std::string& name);
  void retire(std::vector<Version> versions);

  const std::filesystem::path file_;
  const config::Variables variables_;
  const ReloaderParts parts_;
  ReloadLog log_;
  bool is_first_start_ = false;
  std::uint64_t last_number_ = 0;
  std::set<std::filesystem::path> places_;
};

// What tells `integration`, as it is served, from its other versions.
VersionId idOf(const generation::Integration& integration);

}  // namespace bailey::control
