#include "control/controller.h"

#include "control/plugin_trial.h"

#include <algorithm>
#include <utility>

namespace bailey::control {
namespace {

constexpr std::chrono::hours kNothingDue{1};

ProbationRules probationRules(const config::Reload& settings) {
  return {settings.probation, settings.probation_requests};
}

}  // namespace

Controller::Controller(std::filesystem::path file,
                       const config::Server& settings,
                       config::Variables variables,
                       generation::IntegrationBuilder& builder,
                       generation::ActiveGeneration& active,
                       observability::Log& log,
                       std::function<void(const config::Server&)> adopt)
    : adopt_(std::move(adopt)),
      watching_(settings.reload.watch),
      trial_time_(settings.reload.trial),
      last_good_(settings.state_folder / "last_good"),
      probation_(probationRules(settings.reload)),
      retirement_(log),
      changes_(settings.reload.quiet, settings.reload.poll),
      reloader_(std::move(file),
                std::move(variables),
                {builder,
                 active,
                 last_good_,
                 probation_,
                 retirement_,
                 log,
                 [this](const plugin_host::TrialRun& run) { return tryPlugin(run, trial_time_); },
                 [this](const config::Server& published) {
                   this->adopt(published);
                 }}) {}

core::Result<ReloadReport, std::vector<config::Complaint>> Controller::start() {
  changes_.beginReading();
  auto started = reloader_.start();
  changes_.follow(reloader_.places());
  if (started.ok()) {
    last_report_ = started.value();
  }
  return started;
}

ReloadReport Controller::reload() {
  changes_.beginReading();
  last_report_ = reloader_.reload();
  changes_.follow(reloader_.places());
  return last_report_;
}

void Controller::turn() {
  if (!watching_) {
    changes_.ignore();
  } else if (changes_.isDue(ChangeDetector::Clock::now())) {
    (void)reload();
  }
  reloader_.judge();
}

std::chrono::milliseconds Controller::waitTime() const {
  const std::chrono::milliseconds changes =
      watching_ ? changes_.waitTime(ChangeDetector::Clock::now()) : kNothingDue;
  return std::min(changes, probation_.lookAgainIn().value_or(changes));
}

void Controller::adopt(const config::Server& settings) {
  watching_ = settings.reload.watch;
  trial_time_ = settings.reload.trial;
  probation_.adopt(probationRules(settings.reload));
  changes_.adopt(settings.reload.quiet, settings.reload.poll);
  adopt_(settings);
}

}  // namespace bailey::control
