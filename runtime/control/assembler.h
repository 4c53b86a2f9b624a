// The first half of every change: reads what the files ask for and puts the next generation
// together completely, while the present one serves on. What is refused stays as it was,
// integration by integration.
#pragma once

#include "config/load.h"
#include "config/settings.h"
#include "config/surroundings.h"
#include "control/disabled_integrations.h"
#include "control/last_good.h"
#include "control/plugin_trials.h"
#include "control/reload_report.h"
#include "generation/active_generation.h"
#include "generation/generation.h"
#include "generation/integration_builder.h"
#include "observability/log.h"

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bailey::control {

using Version = std::shared_ptr<const generation::Integration>;

// The next generation, and how it came to be.
struct Assembly {
  generation::Lease running;  // null at a start
  std::shared_ptr<generation::Generation> next = std::make_shared<generation::Generation>();
  ReloadReport report;
  std::set<std::filesystem::path> places;  // all files and folders it depended on, there or not
  std::string server_text;                 // bailey.json, when its settings were taken

  [[nodiscard]] Version runningVersion(const std::string& name) const;
};

// What it works on; everything outlives it.
struct AssemblerParts {
  generation::IntegrationBuilder& builder;
  generation::ActiveGeneration& active;
  LastGood& last_good;
  const DisabledIntegrations& disabled;
  PluginTrials& trials;
  observability::Log& log;
};

enum class Trials : std::uint8_t { Unset = 0, Wanted, Unneeded };

// [control thread]
class Assembler {
public:
  // `file` is bailey.json; `settings` are in force while nothing runs and the file is bad.
  Assembler(std::filesystem::path file,
            config::Server settings,
            config::Variables variables,
            AssemblerParts parts)
      : file_(std::move(file)),
        settings_(std::move(settings)),
        variables_(std::move(variables)),
        parts_(parts) {}

  // What proved good needs no trial, and at a first start there is nothing to lose.
  Assembly assemble(Trials trials = Trials::Wanted);

  // The last good version of it, made anew; null, with a line in the log, when it cannot be made.
  Version lastGood(const std::string& name);

  // A version that is kept, made anew.
  generation::BuiltIntegration makeKept(const std::string& name, const KeptVersion& kept);

private:
  // An integration whose plugin was looked at, on its way to be loaded.
  struct Inspected {
    config::Integration settings;
    plugin_host::StagedPlugin staged;
    bool needs_trial = true;
  };

  [[nodiscard]] const config::Server& settingsInForce(const Assembly& assembly) const;
  void placeIntegrations(Assembly& assembly,
                         std::vector<config::LoadedIntegration> loaded,
                         Trials trials);
  void place(Assembly& assembly,
             config::LoadedIntegration loaded,
             std::vector<Inspected>& inspected);
  void placeDisabled(Assembly& assembly, config::LoadedIntegration loaded);
  void placeInspected(Assembly& assembly, std::vector<Inspected> inspected);
  void refuse(Assembly& assembly,
              const std::string& name,
              std::vector<config::Complaint> complaints,
              Version closed);
  void placeFront(Assembly& assembly, config::LoadedServer wanted);

  const std::filesystem::path file_;
  const config::Server settings_;
  const config::Variables variables_;
  const AssemblerParts parts_;
};

// What tells `integration`, as it is served, from its other versions.
VersionId idOf(const generation::Integration& integration);

}  // namespace bailey::control
