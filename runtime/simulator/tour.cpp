#include "simulator/tour.h"

#include "simulator/bridge_client.h"
#include "simulator/tour_steps.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr Rule kReachable{"1.1",
                          "the bridge serves HTTPS, with a certificate that proves its host"};
constexpr Rule kWhole{"1.1", "each call gets one whole HTTP/1.1 answer"};
constexpr Rule kInTime{"8", "the bridge answers in time; it gives up after 10 s itself (C21)"};

struct NamedStep {
  const char* name;
  StepFunction run;
};

constexpr std::array<NamedStep, 12> kSteps = {{
    {"auth validation", validateAuth},
    {"auth validation, wrong value", refuseWrongAuth},
    {"contacts, all", synchronizeAllContacts},
    {"contacts, changed", synchronizeChangedContacts},
    {"agents", synchronizeAgents},
    {"interactions by id", retrieveById},
    {"interactions by e-mail", retrieveByEmail},
    {"interactions by phone", retrieveByPhone},
    {"action", executeAction},
    {"interactions after the action", findCreated},
    {"unknown path", refuseUnknownPath},
    {"GET", refuseGet},
}};

const Rule& ruleFor(CallFault fault) {
  switch (fault) {
    case CallFault::Unreachable:
      return kReachable;
    case CallFault::Late:
      return kInTime;
    case CallFault::Broken:
    case CallFault::Unset:
      break;
  }
  return kWhole;
}

Redactor redactorFor(const TourOptions& options, const BridgeUrl& url) {
  Redactor redactor;
  redactor.hideAll(options.auth);
  for (const std::string& segment : url.pathSegments()) {
    // Secrets are longer than the names of integrations, which a report may well show.
    constexpr std::size_t kSecretBytesMin = 16;
    if (segment.size() >= kSecretBytesMin) {
      redactor.hide(segment);
    }
  }
  return redactor;
}

}  // namespace

StepRun::StepRun(TourState& state, std::string name) : state_(state), findings_(state.redactor) {
  step_.name = std::move(name);
}

std::optional<Answer> StepRun::post(Effect effect,
                                    std::string_view path,
                                    const nlohmann::json& body) {
  // `auth` is the user's and may hold anything; what is not UTF-8 cannot be sent as JSON.
  const std::string text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return call(Call{effect, path, text});
}

std::optional<Answer> StepRun::get(std::string_view path) {
  return call(Call{Effect::Reads, path, "", "GET"});
}

std::optional<Answer> StepRun::call(const Call& call) {
  auto answer = state_.client.call(call);
  if (!answer.ok()) {
    const CallError& error = answer.error();
    state_.unreachable = error.fault == CallFault::Unreachable;
    findings_.broken(ruleFor(error.fault), error.message, std::string_view());
    return std::nullopt;
  }
  step_.durations.push_back(answer.value().duration);
  return std::move(answer.value());
}

void StepRun::progress(std::size_t records, std::size_t pages) {
  step_.count = records;
  step_.pages = pages;
  state_.observer.onProgress(step_.name, records, pages);
}

Step StepRun::end(std::string result) {
  step_.outcome = findings_.any() ? Outcome::Broken : Outcome::Held;
  step_.violations = findings_.violations();
  step_.result = findings_.any() ? "breaks the contract" : std::move(result);
  return std::move(step_);
}

Step StepRun::notRun(std::string reason) {
  step_.outcome = Outcome::NotRun;
  step_.result = std::move(reason);
  return std::move(step_);
}

Step StepRun::notApplicable(std::string reason) {
  step_.outcome = Outcome::NotApplicable;
  step_.result = std::move(reason);
  return std::move(step_);
}

bool Report::held() const {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.outcome == Outcome::Held || step.outcome == Outcome::NotApplicable;
  });
}

core::Result<Report> runTour(const TourOptions& options, StepObserver& observer) {
  auto url = parseBridgeUrl(options.url);
  if (!url.ok()) {
    return url.error();
  }
  auto client = BridgeClient::create(url.value(), {options.ca_file, options.call_deadline});
  if (!client.ok()) {
    return client.error();
  }
  const auto started = std::chrono::steady_clock::now();
  TourState state(*client.value(), options, observer);
  state.redactor = redactorFor(options, url.value());
  Report report;
  report.bridge = url.value().authority();
  for (const NamedStep& named : kSteps) {
    StepRun run(state, named.name);
    Step step =
        state.unreachable ? run.notRun("the bridge cannot be reached") : named.run(state, run);
    observer.onStep(step);
    report.steps.push_back(std::move(step));
  }
  report.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started);
  return report;
}

}  // namespace bailey::simulator
