// Keeps a running bridge in step with its files: notices changes, reloads, judges new versions,
// retires old ones. Driven by the control thread's loop; has no thread of its own but the one in
// which plugins are destroyed.
#pragma once

#include "config/settings.h"
#include "config/surroundings.h"
#include "control/assembler.h"
#include "control/change_detector.h"
#include "control/crash_history.h"
#include "control/disabled_integrations.h"
#include "control/last_good.h"
#include "control/plugin_trials.h"
#include "control/probation.h"
#include "control/reload_report.h"
#include "control/reloader.h"
#include "control/retirement.h"
#include "core/file_descriptor.h"
#include "core/guarded.h"
#include "core/result.h"
#include "generation/active_generation.h"
#include "generation/integration_builder.h"
#include "observability/log.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace bailey::control {

// Where the last good versions are kept.
std::filesystem::path lastGoodFolder(const config::Server& settings);

// How things stand.
struct ControlStatus {
  ReloadReport report;  // what the newest reload said; the start counts as one
  std::set<std::string, std::less<>> on_probation;
  bool is_reloading = false;
};

// [control thread] unless it says otherwise.
class Controller {
public:
  // `file` is bailey.json, `settings` what is in force at the start. `adopt` is called with the
  // settings of each generation that is published; `post` brings tasks to threads that may wait.
  // The references outlive this.
  Controller(std::filesystem::path file,
             const config::Server& settings,
             config::Variables variables,
             generation::IntegrationBuilder& builder,
             generation::ActiveGeneration& active,
             observability::Log& log,
             std::function<void(const config::Server&)> adopt,
             PostTask post);

  // Publishes the first generation; see Reloader::start(). From now on a crash in a plugin leaves a
  // note for the next process.
  core::Result<ReloadReport, std::vector<config::Complaint>> start();

  ReloadReport reload();

  ReloadReport validate() { return reloader_.validate(); }

  core::Result<KeptVersion> rollBack(const std::string& integration);

  // Out of service until enable(), also across restarts. enable() gives versions that were rejected
  // another chance as well. Both fail when there is no such integration, or when it cannot be
  // written down; otherwise they are reloads.
  core::Result<ReloadReport> disable(const std::string& integration);
  core::Result<ReloadReport> enable(const std::string& integration);

  // Any thread.
  [[nodiscard]] std::vector<KeptVersion> history(const std::string& integration) const {
    return last_good_.history(integration);
  }

  // Any thread; does not wait for a reload.
  [[nodiscard]] ControlStatus status() const {
    return status_.with([](const ControlStatus& status) { return status; });
  }

  // Any thread.
  [[nodiscard]] RetirementStatus retirement() const { return retirement_.status(); }

  // Does what is due: call once after start(), when changesFd() is readable, and after waitTime().
  void turn();

  // Nobody will call turn() any more: writes down what is still to be kept.
  void end() { reloader_.keepPending(); }

  [[nodiscard]] int changesFd() const { return changes_.fd(); }

  [[nodiscard]] std::chrono::milliseconds waitTime() const;

  // The process stops: ends trials that are running, and begins no more. Any thread.
  void cancel();

  // Readable, for ever, once it is cancelled. Any thread.
  [[nodiscard]] int cancelledFd() const { return cancelled_.get(); }

  [[nodiscard]] bool isCancelled() const;

private:
  void adopt(const config::Server& settings);
  [[nodiscard]] core::Result<bool> mustBeKnown(const std::string& integration) const;
  void tellReloading();
  void tellReport(const ReloadReport& report);
  void tellProbation();

  const std::function<void(const config::Server&)> adopt_;
  const core::FileDescriptor cancelled_;
  bool watching_;
  std::chrono::milliseconds trial_time_;
  LastGood last_good_;
  CrashHistory crashes_;
  DisabledIntegrations disabled_;
  PluginTrials trials_;
  Assembler assembler_;
  Probation probation_;
  Retirement retirement_;
  ChangeDetector changes_;
  Reloader reloader_;
  core::Guarded<ControlStatus> status_;
};

}  // namespace bailey::control
