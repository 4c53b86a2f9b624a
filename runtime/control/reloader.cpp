#include "control/reloader.h"

#include "control/front_builder.h"
#include "plugin_host/library.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace bailey::control {
namespace {

using config::Complaint;
using observability::Level;

// The settings in force; null at a start.
const config::Server* settingsOf(const generation::Lease& running) {
  return running == nullptr ? nullptr : &running->front->settings;
}

KeptVersion asKept(const generation::Integration& integration) {
  const plugin_host::Manifest& manifest = integration.plugin->library().manifest();
  return {0, {}, idOf(integration), manifest.name, manifest.version, integration.settings.text};
}

}  // namespace

VersionId idOf(const generation::Integration& integration) {
  return {integration.settings.fingerprint, integration.plugin->library().staged().sha256};
}

Reloader::Version Reloader::Assembly::runningVersion(const std::string& name) const {
  if (running == nullptr) {
    return nullptr;
  }
  const auto found = running->integrations.find(name);
  return found == running->integrations.end() ? nullptr : found->second;
}

core::Result<ReloadReport, std::vector<Complaint>> Reloader::start() {
  is_first_start_ = parts_.last_good.empty();
  Assembly assembly = assemble();
  const bool servable = assembly.next->front != nullptr;
  if (!servable || (is_first_start_ && !assembly.report.ok())) {
    return assembly.report.allComplaints();
  }
  is_first_start_ = false;
  publish(assembly);
  if (!assembly.report.ok()) {
    log_.write(assembly.report);
  }
  return std::move(assembly.report);
}

ReloadReport Reloader::reload() {
  Assembly assembly = assemble();
  publish(assembly);
  log_.write(assembly.report);
  return std::move(assembly.report);
}

ReloadReport Reloader::validate() {
  return std::move(assemble().report);  // what was built for it dies here, unpublished
}

Reloader::Assembly Reloader::assemble() {
  Assembly assembly;
  assembly.running = parts_.active.acquire();
  const config::Server* running = settingsOf(assembly.running);
  DesiredState desired =
      readDesiredState(file_,
                       variables_,
                       running == nullptr ? std::filesystem::path() : running->integrations_folder);
  places_ = desired.places();
  assembly.report.generation = running == nullptr ? 0 : assembly.running->number;
  assembly.report.server_complaints = desired.folder_complaints;
  if (desired.lists_integrations) {
    placeIntegrations(assembly, std::move(desired.integrations));
  } else if (running != nullptr) {
    assembly.next->integrations = assembly.running->integrations;
    assembly.report.server_complaints.push_back(
        {running->integrations_folder, "", "is no folder; its integrations stay as they are"});
  }
  placeFront(assembly, desired.server);
  return assembly;
}

void Reloader::placeIntegrations(Assembly& assembly,
                                 std::vector<config::LoadedIntegration> loaded) {
  std::set<std::string, std::less<>> wanted;
  for (config::LoadedIntegration& one : loaded) {
    wanted.insert(one.integration.name);
    place(assembly, std::move(one));
  }
  if (assembly.running != nullptr) {
    for (const auto& [name, version] : assembly.running->integrations) {
      if (!wanted.contains(name)) {
        assembly.report.integrations.push_back({name, Change::Removed, Serving::Unset, {}});
      }
    }
  }
}

void Reloader::place(Assembly& assembly, config::LoadedIntegration loaded) {
  config::Integration& settings = loaded.integration;
  const std::string name = settings.name;
  if (!loaded.ok()) {
    return refuse(assembly, name, std::move(loaded.complaints));
  }
  const auto staged = parts_.builder.staged(settings.plugin);
  if (!staged.ok()) {
    return refuse(assembly, name, {{settings.file, "/plugin", staged.error().message}});
  }
  const VersionId id{settings.fingerprint, staged.value()->sha256};
  const Version running = assembly.runningVersion(name);
  if (running != nullptr && idOf(*running) == id) {
    assembly.next->integrations.emplace(name, running);
    assembly.report.integrations.push_back({name, Change::Unchanged, Serving::Wanted, {}});
    return;
  }
  if (const auto why = parts_.last_good.whyRejected(name, id)) {
    return refuse(
        assembly, name, {{settings.file, "", "this version is not served any more: " + *why}});
  }
  // At a first start there is nothing to lose, and what proved good needs no second proof.
  const auto kept = parts_.last_good.latest(name);
  const bool needs_trial = !is_first_start_ && !(kept && kept->id == id);
  generation::BuiltIntegration built = needs_trial
                                           ? parts_.builder.build(std::move(settings), parts_.trial)
                                           : parts_.builder.build(std::move(settings));
  if (!built.ok()) {
    return refuse(assembly, name, built.error());
  }
  assembly.next->integrations.emplace(name, std::move(built.value()));
  assembly.report.integrations.push_back(
      {name, running == nullptr ? Change::Added : Change::Changed, Serving::Wanted, {}});
}

void Reloader::refuse(Assembly& assembly,
                      const std::string& name,
                      std::vector<Complaint> complaints) {
  Serving serving = Serving::Previous;
  Version instead = assembly.runningVersion(name);
  if (instead == nullptr) {
    instead = lastGood(name);
    serving = instead == nullptr ? Serving::Unset : Serving::LastGood;
  }
  if (instead != nullptr) {
    assembly.next->integrations.emplace(name, std::move(instead));
  }
  assembly.report.integrations.push_back({name, Change::Refused, serving, std::move(complaints)});
}

// The settings that are wanted, or those in force where they cannot be taken; and in either case
// the certificate as it is on disk now.
void Reloader::placeFront(Assembly& assembly, const config::LoadedServer& wanted) {
  std::vector<Complaint>& complaints = assembly.report.server_complaints;
  const auto add = [&](const std::vector<Complaint>& more) {
    complaints.insert(complaints.end(), more.begin(), more.end());
  };
  const config::Server* running = settingsOf(assembly.running);
  std::shared_ptr<const generation::Front> front =
      running == nullptr ? nullptr : assembly.running->front;
  add(wanted.complaints);
  bool acceptable = wanted.ok();
  if (acceptable && running != nullptr) {
    const std::vector<Complaint> restart = whatNeedsRestart(file_, *running, wanted.server);
    add(restart);
    acceptable = restart.empty();
  }
  if (acceptable || running != nullptr) {
    BuiltFront built =
        buildFront(file_, acceptable ? wanted.server : *running, *assembly.next, front);
    if (built.ok()) {
      front = std::move(built.value());
    } else {
      add(built.error());
    }
  }
  assembly.next->front = std::move(front);
}

void Reloader::publish(Assembly& assembly) {
  const generation::Lease running = std::move(assembly.running);
  const bool same = running != nullptr && running->front == assembly.next->front &&
                    running->integrations == assembly.next->integrations;
  if (same) {
    return;
  }
  assembly.running = running;
  assembly.next->number = ++last_number_;
  assembly.report.generation = assembly.next->number;
  assembly.report.server_changed = running != nullptr && running->front != assembly.next->front;
  parts_.adopt_server(assembly.next->front->settings);
  parts_.retirement.retire(parts_.active.publish(assembly.next));
  putOnProbation(assembly);
}

// What has no version before it is kept at once: it is better than nothing.
void Reloader::putOnProbation(const Assembly& assembly) {
  for (const IntegrationReport& one : assembly.report.integrations) {
    if (one.change == Change::Removed) {
      retire(parts_.probation.forget(one.name));
    }
    if (one.change != Change::Added && one.change != Change::Changed) {
      continue;
    }
    const Version& version = assembly.next->integrations.at(one.name);
    const auto kept = parts_.last_good.latest(one.name);
    if (!kept) {
      keep(one.name, *version);
    } else if (kept->id != idOf(*version)) {
      retire(parts_.probation.begin(
          {one.name, version, assembly.runningVersion(one.name), Probation::Clock::now()}));
    }
  }
}

void Reloader::judge() {
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
  Version instead = version.fallback != nullptr ? version.fallback : lastGood(version.name);
  parts_.log.write(Level::Error, "integration_returned", [&](JsonWriter& json) {
    json.member("integration", version.name);
    json.member("serving", nameOf(instead == nullptr ? Serving::Wanted : Serving::Previous));
    json.member("message", why);
  });
  if (instead != nullptr) {
    if (auto done = parts_.last_good.reject(version.name, idOf(*version.candidate), why);
        !done.ok()) {
      parts_.log.write(Level::Error, "state_not_written", done.error().message);
    }
    serve(version.name, std::move(instead));
  }
  retire({std::move(version.candidate), std::move(version.fallback)});
}

core::Result<KeptVersion> Reloader::rollBack(const std::string& integration) {
  const generation::Lease running = parts_.active.acquire();
  const auto found = running->integrations.find(integration);
  if (found == running->integrations.end()) {
    return core::Error{"there is no integration " + config::inQuotes(integration)};
  }
  const VersionId id = idOf(*found->second);
  const std::vector<KeptVersion> history = parts_.last_good.history(integration);
  // The newest kept version that is not the one being served, from before that one.
  const auto served = std::find_if(
      history.rbegin(), history.rend(), [&](const KeptVersion& one) { return one.id == id; });
  const auto wanted = std::find_if(served == history.rend() ? history.rbegin() : served,
                                   history.rend(),
                                   [&](const KeptVersion& one) { return one.id != id; });
  if (wanted == history.rend()) {
    return core::Error{"no earlier version of " + config::inQuotes(integration) + " is kept"};
  }
  config::LoadedIntegration loaded =
      config::loadIntegrationText(wanted->text, found->second->settings.file, variables_);
  if (!loaded.ok()) {
    return core::Error{toLine(loaded.complaints.front())};
  }
  generation::BuiltIntegration built = parts_.builder.buildKept(
      std::move(loaded.integration), parts_.last_good.pluginFolder(*wanted));
  if (!built.ok()) {
    return core::Error{toLine(built.error().front())};
  }
  for (auto done : {parts_.last_good.reject(integration, id, "an operator went back from it"),
                    parts_.last_good.goBackTo(integration, *wanted)}) {
    if (!done.ok()) {
      return done.error();
    }
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
  const auto kept =
      parts_.last_good.keep(name, asKept(version), version.plugin->library().staged().copy);
  if (!kept.ok()) {
    parts_.log.write(Level::Error, "state_not_written", kept.error().message);
  }
}

Reloader::Version Reloader::lastGood(const std::string& name) {
  const auto kept = parts_.last_good.latest(name);
  if (!kept) {
    return nullptr;
  }
  const generation::Lease running = parts_.active.acquire();
  const std::filesystem::path folder = running == nullptr
                                           ? config::loadServer(file_).server.integrations_folder
                                           : running->front->settings.integrations_folder;
  config::LoadedIntegration loaded =
      config::loadIntegrationText(kept->text, folder / (name + ".json"), variables_);
  if (!loaded.ok()) {
    return nullptr;
  }
  generation::BuiltIntegration built =
      parts_.builder.buildKept(std::move(loaded.integration), parts_.last_good.pluginFolder(*kept));
  return built.ok() ? std::move(built.value()) : nullptr;
}

void Reloader::retire(std::vector<Version> versions) {
  for (Version& version : versions) {
    parts_.retirement.retire(std::move(version));
  }
}

}  // namespace bailey::control
