#include "control/reloader.h"

#include "plugin_host/sample_question.h"

#include <algorithm>

namespace bailey::control {
namespace {

using config::Complaint;
using observability::Level;

// What is the best there is may have had bad luck; not so often.
constexpr int kCrashesMax = 3;

KeptVersion asKept(const generation::Integration& integration) {
  const plugin_host::Manifest& manifest = integration.plugin->library().manifest();
  return {0, {}, idOf(integration), manifest.name, manifest.version, integration.settings.text};
}

}  // namespace

void Reloader::blame(const Crash& crash) {
  const auto kept = parts_.last_good.latest(crash.integration);
  const bool has_better = kept && kept->id != crash.id;
  const bool is_over = has_better || crash.recently >= kCrashesMax;
  parts_.log.write(Level::Error, "plugin_crashed", [&](JsonWriter& json) {
    json.member("integration", crash.integration).member("message", crash.how);
    json.key("times").value(static_cast<std::uint64_t>(crash.recently));
    json.key("served_again").value(!is_over);
  });
  if (is_over) {
    reject(crash.integration, crash.id, "it " + crash.how);
  }
}

core::Result<ReloadReport, std::vector<Complaint>> Reloader::start() {
  const bool is_first = parts_.last_good.empty();
  Assembly assembly = parts_.assembler.assemble(is_first ? Trials::Unneeded : Trials::Wanted);
  places_ = assembly.places;
  const bool servable = assembly.next->front != nullptr;
  if (!servable || (is_first && !assembly.report.ok())) {
    return assembly.report.allComplaints();
  }
  publish(assembly);
  if (!assembly.report.ok()) {
    log_.write(assembly.report);
  }
  return std::move(assembly.report);
}

ReloadReport Reloader::reload() {
  keepPending();  // or a change right after the start would have nothing to go back to
  Assembly assembly = parts_.assembler.assemble();
  places_ = assembly.places;
  publish(assembly);
  log_.write(assembly.report);
  return std::move(assembly.report);
}

ReloadReport Reloader::validate() {
  return std::move(parts_.assembler.assemble().report);  // what was built dies here, unpublished
}

void Reloader::publish(Assembly& assembly) {
  const generation::Lease& running = assembly.running;
  const bool same = running != nullptr && running->front == assembly.next->front &&
                    running->integrations == assembly.next->integrations;
  if (!assembly.server_text.empty()) {
    warnUnless(parts_.last_good.keepServerText(assembly.server_text));
  }
  if (same) {
    return;
  }
  assembly.next->number = ++last_number_;
  assembly.report.generation = assembly.next->number;
  assembly.report.server_changed = running != nullptr && running->front != assembly.next->front;
  parts_.adopt_server(assembly.next->front->settings);
  parts_.retirement.retire(parts_.active.publish(assembly.next));
  beginProbation(assembly);
}

// What has no version before it is kept at once: it is better than nothing.
void Reloader::beginProbation(const Assembly& assembly) {
  for (const IntegrationReport& one : assembly.report.integrations) {
    if (one.change == Change::Removed || one.serving == Serving::Disabled) {
      retire(parts_.probation.forget(one.name));
      continue;
    }
    if (one.change != Change::Added && one.change != Change::Changed) {
      continue;
    }
    const Version& version = assembly.next->integrations.at(one.name);
    const auto kept = parts_.last_good.latest(one.name);
    if (!kept) {
      pending_.insert_or_assign(one.name, version);
    } else if (kept->id == idOf(*version)) {
      retire(parts_.probation.forget(one.name));  // whatever was on probation was taken back
    } else {
      Version before = assembly.runningVersion(one.name);
      const bool has_before = before != nullptr && before->isInService();
      retire(parts_.probation.begin(
          {one.name, version, has_before ? std::move(before) : nullptr, Probation::Clock::now()}));
    }
  }
}

void Reloader::askSample(const Version& version, const std::shared_ptr<SampleAnswers>& answers) {
  parts_.post([version, answers] {
    using plugin_host::SampleAnswer;
    const SampleAnswer answer = plugin_host::askSampleQuestion(*version->plugin);
    answers->good += answer == SampleAnswer::Good ? 1 : 0;
    answers->failed += answer == SampleAnswer::Failed ? 1 : 0;
  });
}

void Reloader::keepPending() {
  for (const auto& [name, version] : std::exchange(pending_, {})) {
    keep(name, *version);
  }
}

void Reloader::judge() {
  keepPending();
  for (const Probation::Case* one : parts_.probation.wantSamples(Probation::Clock::now())) {
    askSample(one->candidate, one->candidate_answers);
    askSample(one->fallback, one->fallback_answers);
  }
  for (Probation::Decided& decided : parts_.probation.decide(Probation::Clock::now())) {
    Probation::Case& version = decided.version;
    if (decided.judgement.verdict == Verdict::Bad) {
      returnFrom(std::move(version), decided.judgement.why);
      continue;
    }
    keep(version.name, *version.candidate);
    retire({std::move(version.candidate), std::move(version.fallback)});
  }
}

void Reloader::returnFrom(Probation::Case version, const std::string& why) {
  Version instead =
      version.fallback != nullptr ? version.fallback : parts_.assembler.lastGood(version.name);
  const Serving serving = instead == nullptr ? Serving::Wanted : Serving::Previous;
  if (instead != nullptr) {
    reject(version.name, idOf(*version.candidate), why);
    serve(version.name, std::move(instead));
  }
  parts_.log.write(Level::Error, "integration_returned", [&](JsonWriter& json) {
    json.member("integration", version.name).member("serving", nameOf(serving));
    json.member("message", why);
  });
  retire({std::move(version.candidate), std::move(version.fallback)});
}

core::Result<KeptVersion> Reloader::rollBack(const std::string& integration) {
  keepPending();
  const generation::Lease running = parts_.active.acquire();
  const auto found = running->integrations.find(integration);
  if (found == running->integrations.end()) {
    return core::Error{"there is no integration " + config::inQuotes(integration)};
  }
  if (!found->second->isInService()) {
    return core::Error{config::inQuotes(integration) + " is out of service; enable it first"};
  }
  const VersionId id = idOf(*found->second);
  const auto wanted = parts_.last_good.latestBut(id, integration);
  if (!wanted) {
    return core::Error{"no earlier version of " + config::inQuotes(integration) + " is kept"};
  }
  generation::BuiltIntegration built = parts_.assembler.makeKept(integration, *wanted);
  if (!built.ok()) {
    return core::Error{toLine(built.error().front())};
  }
  // The one thing that is written: what is rejected is the last good version no longer.
  if (auto done = parts_.last_good.reject(integration, id, "an operator went back from it");
      !done.ok()) {
    return done.error();
  }
  retire(parts_.probation.forget(integration));
  serve(integration, std::move(built.value()));
  parts_.log.write(Level::Warn, "integration_rolled_back", [&](JsonWriter& json) {
    json.member("integration", integration).key("version").value(wanted->number);
  });
  return *wanted;
}

void Reloader::serve(const std::string& name, Version version) {
  const generation::Lease running = parts_.active.acquire();
  auto next = std::make_shared<generation::Generation>(*running);
  next->number = ++last_number_;
  next->integrations.insert_or_assign(name, std::move(version));
  parts_.retirement.retire(parts_.active.publish(std::move(next)));
}

void Reloader::keep(const std::string& name, const generation::Integration& version) {
  warnUnless(parts_.last_good.keep(name, asKept(version), version.plugin->library().staged().copy));
}

void Reloader::reject(const std::string& name, const VersionId& id, const std::string& why) {
  warnUnless(parts_.last_good.reject(name, id, why));
}

// Serving goes on, but a restart will not know.
void Reloader::warnUnless(const core::Result<bool>& written) {
  if (!written.ok()) {
    parts_.log.write(Level::Error, "state_not_written", written.error().message);
  }
}

void Reloader::retire(std::vector<Version> versions) {
  for (Version& version : versions) {
    parts_.retirement.retire(std::move(version));
  }
}

}  // namespace bailey::control
