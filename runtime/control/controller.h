// Keeps a running bridge in step with its files: notices changes, reloads, judges new versions,
// retires old ones. Driven by the control thread's loop; has no thread of its own but the one in
// which plugins are destroyed.
#pragma once

#include "config/settings.h"
#include "config/surroundings.h"
#include "control/change_detector.h"
#include "control/last_good.h"
#include "control/probation.h"
#include "control/reload_report.h"
#include "control/reloader.h"
#include "control/retirement.h"
#include "core/result.h"
#include "generation/active_generation.h"
#include "generation/integration_builder.h"
#include "observability/log.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bailey::control {

// [control thread]
class Controller {
public:
  // `file` is bailey.json, `settings` what it said at the start. `adopt` is called with the
  // settings of each generation that is published. The references outlive this.
  Controller(std::filesystem::path file,
             const config::Server& settings,
             config::Variables variables,
             generation::IntegrationBuilder& builder,
             generation::ActiveGeneration& active,
             observability::Log& log,
             std::function<void(const config::Server&)> adopt);

  // Publishes the first generation; see Reloader::start().
  core::Result<ReloadReport, std::vector<config::Complaint>> start();

  ReloadReport reload();

  ReloadReport validate() { return reloader_.validate(); }

  core::Result<KeptVersion> rollBack(const std::string& integration) {
    return reloader_.rollBack(integration);
  }

  [[nodiscard]] std::vector<KeptVersion> history(const std::string& integration) const {
    return last_good_.history(integration);
  }

  [[nodiscard]] bool isOnProbation(const std::string& integration) const {
    return probation_.holds(integration);
  }

  // What the newest reload said; the start counts as one.
  [[nodiscard]] const ReloadReport& lastReport() const { return last_report_; }

  [[nodiscard]] RetirementStatus retirement() const { return retirement_.status(); }

  // Does what is due: call when changesFd() is readable and after waitTime().
  void turn();

  [[nodiscard]] int changesFd() const { return changes_.fd(); }

  [[nodiscard]] std::chrono::milliseconds waitTime() const;

private:
  void adopt(const config::Server& settings);

  const std::function<void(const config::Server&)> adopt_;
  bool watching_;
  std::chrono::milliseconds trial_time_;
  LastGood last_good_;
  Probation probation_;
  Retirement retirement_;
  ChangeDetector changes_;
  Reloader reloader_;
  ReloadReport last_report_;
};

}  // namespace bailey::control
