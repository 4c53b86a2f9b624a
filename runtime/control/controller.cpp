#include "control/controller.h"

#include "control/trial_process.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <utility>

namespace bailey::control {
namespace {

constexpr std::chrono::hours kNothingDue{1};

core::FileDescriptor makeEvent() {
  core::FileDescriptor made(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!made.valid()) {
    throw std::system_error(errno, std::generic_category(), "eventfd");
  }
  return made;
}

ProbationRules probationRules(const config::Reload& settings) {
  return {settings.probation, settings.probation_requests};
}

}  // namespace

std::filesystem::path lastGoodFolder(const config::Server& settings) {
  return settings.state_folder / "last_good";
}

Controller::Controller(std::filesystem::path file,
                       const config::Server& settings,
                       config::Variables variables,
                       generation::IntegrationBuilder& builder,
                       generation::ActiveGeneration& active,
                       observability::Log& log,
                       std::function<void(const config::Server&)> adopt,
                       PostTask post)
    : adopt_(std::move(adopt)),
      cancelled_(makeEvent()),
      watching_(settings.reload.watch),
      trial_time_(settings.reload.trial),
      last_good_(lastGoodFolder(settings)),
      crashes_(settings.state_folder),
      disabled_(settings.state_folder / "disabled.json"),
      trials_([this](const plugin_host::TrialRun& run, std::size_t first) {
        return tryInProcess(run, first, {trial_time_, cancelled_.get()});
      }),
      assembler_(std::move(file),
                 settings,
                 std::move(variables),
                 {builder, active, last_good_, disabled_, trials_, log}),
      probation_(probationRules(settings.reload)),
      retirement_(log),
      changes_(settings.reload.quiet, settings.reload.poll),
      reloader_({assembler_,
                 active,
                 last_good_,
                 probation_,
                 retirement_,
                 log,
                 [this](const config::Server& published) { this->adopt(published); },
                 std::move(post)}) {}

core::Result<ReloadReport, std::vector<config::Complaint>> Controller::start() {
  changes_.beginReading();
  const auto crash = crashes_.begin();
  if (!crash.ok()) {
    return std::vector<config::Complaint>{{crash.error().message, "", "ends the start"}};
  }
  if (crash.value()) {
    reloader_.blame(*crash.value());
  }
  auto started = reloader_.start();
  changes_.follow(reloader_.places());
  if (started.ok()) {
    tellReport(started.value());
  }
  return started;
}

ReloadReport Controller::reload() {
  changes_.beginReading();
  tellReloading();
  ReloadReport report = reloader_.reload();
  tellReport(report);
  changes_.follow(reloader_.places());
  return report;
}

core::Result<KeptVersion> Controller::rollBack(const std::string& integration) {
  auto done = reloader_.rollBack(integration);
  tellProbation();
  return done;
}

void Controller::tellReloading() {
  status_.with([](ControlStatus& status) { status.is_reloading = true; });
}

void Controller::tellReport(const ReloadReport& report) {
  status_.with([&](ControlStatus& status) {
    status.report = report;
    status.is_reloading = false;
  });
  tellProbation();
}

void Controller::tellProbation() {
  status_.with([&](ControlStatus& status) { status.on_probation = probation_.names(); });
}

core::Result<ReloadReport> Controller::disable(const std::string& integration) {
  if (auto known = mustBeKnown(integration); !known.ok()) {
    return known.error();
  }
  if (auto written = disabled_.add(integration); !written.ok()) {
    return written.error();
  }
  return reload();
}

core::Result<ReloadReport> Controller::enable(const std::string& integration) {
  if (auto known = mustBeKnown(integration); !known.ok()) {
    return known.error();
  }
  if (auto written = disabled_.remove(integration); !written.ok()) {
    return written.error();
  }
  last_good_.forgive(integration);
  return reload();
}

core::Result<bool> Controller::mustBeKnown(const std::string& integration) const {
  const auto known = status().report.integrations;
  const bool found = std::any_of(known.begin(), known.end(), [&](const IntegrationReport& one) {
    return one.name == integration && one.change != Change::Removed;
  });
  return found ? core::Result<bool>(true)
               : core::Error{"there is no integration " + config::inQuotes(integration)};
}

void Controller::turn() {
  if (!watching_) {
    changes_.ignore();
  } else if (changes_.isDue(ChangeDetector::Clock::now())) {
    (void)reload();
  }
  reloader_.judge();
  tellProbation();
}

void Controller::cancel() {
  const std::uint64_t one = 1;
  (void)!::write(cancelled_.get(), &one, sizeof(one));
}

bool Controller::isCancelled() const {
  pollfd cancelled{cancelled_.get(), POLLIN, 0};
  return ::poll(&cancelled, 1, 0) == 1;
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
