#include "control/assembler.h"

#include "control/desired_state.h"
#include "control/front_builder.h"
#include "observability/log.h"

#include <algorithm>

namespace bailey::control {
namespace {

using config::Complaint;
using observability::Level;

void append(std::vector<Complaint>& all, const std::vector<Complaint>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Version outOfService(config::Integration settings) {
  return std::make_shared<const generation::Integration>(std::move(settings));
}

}  // namespace

VersionId idOf(const generation::Integration& integration) {
  return {integration.settings.fingerprint,
          integration.isInService() ? integration.plugin->library().staged().sha256 : ""};
}

Version Assembly::runningVersion(const std::string& name) const {
  if (running == nullptr) {
    return nullptr;
  }
  const auto found = running->integrations.find(name);
  return found == running->integrations.end() ? nullptr : found->second;
}

const config::Server& Assembler::settingsInForce(const Assembly& assembly) const {
  return assembly.running == nullptr ? settings_ : assembly.running->front->settings;
}

Assembly Assembler::assemble(Trials trials) {
  Assembly assembly;
  assembly.running = parts_.active.acquire();
  const std::filesystem::path folder = settingsInForce(assembly).integrations_folder;
  DesiredState desired = readDesiredState(file_, variables_, folder);
  assembly.places = desired.places();
  assembly.report.generation = assembly.running == nullptr ? 0 : assembly.running->number;
  assembly.report.server_complaints = desired.folder_complaints;
  if (desired.lists_integrations) {
    placeIntegrations(assembly, std::move(desired.integrations), trials);
  } else if (assembly.running != nullptr) {
    assembly.next->integrations = assembly.running->integrations;
    assembly.report.server_complaints.push_back(
        {folder, "", "is no folder; its integrations stay as they are"});
  }
  placeFront(assembly, std::move(desired.server));
  return assembly;
}

void Assembler::placeIntegrations(Assembly& assembly,
                                  std::vector<config::LoadedIntegration> loaded,
                                  Trials trials) {
  std::set<std::string, std::less<>> wanted;
  std::vector<Inspected> inspected;
  for (config::LoadedIntegration& one : loaded) {
    wanted.insert(one.integration.name);
    place(assembly, std::move(one), inspected);
  }
  for (Inspected& one : inspected) {
    one.needs_trial = one.needs_trial && trials == Trials::Wanted;
  }
  placeInspected(assembly, std::move(inspected));
  if (assembly.running != nullptr) {
    for (const auto& [name, version] : assembly.running->integrations) {
      if (!wanted.contains(name)) {
        assembly.report.integrations.push_back({name, Change::Removed, Serving::Unset, {}});
      }
    }
  }
  std::sort(assembly.report.integrations.begin(),
            assembly.report.integrations.end(),
            [](const auto& one, const auto& other) { return one.name < other.name; });
}

void Assembler::place(Assembly& assembly,
                      config::LoadedIntegration loaded,
                      std::vector<Inspected>& inspected) {
  config::Integration& settings = loaded.integration;
  const std::string name = settings.name;
  if (parts_.disabled.holds(name)) {
    return placeDisabled(assembly, std::move(loaded));
  }
  if (!loaded.ok()) {
    return refuse(assembly, name, std::move(loaded.complaints), nullptr);
  }
  auto staged = parts_.builder.inspect(settings);
  if (!staged.ok()) {
    return refuse(assembly, name, staged.error(), outOfService(std::move(settings)));
  }
  const VersionId id{settings.fingerprint, staged.value().sha256};
  const Version running = assembly.runningVersion(name);
  if (running != nullptr && idOf(*running) == id) {
    assembly.next->integrations.emplace(name, running);
    assembly.report.integrations.push_back({name, Change::Unchanged, Serving::Wanted, {}});
    return;
  }
  if (const auto why = parts_.last_good.whyRejected(name, id)) {
    std::vector<Complaint> complaints = {
        {settings.file, "", "this version is not served any more: " + *why}};
    return refuse(assembly, name, std::move(complaints), outOfService(std::move(settings)));
  }
  const auto kept = parts_.last_good.latest(name);
  inspected.push_back({std::move(settings), std::move(staged.value()), !(kept && kept->id == id)});
}

// Its callers are told so, as far as the file says who they are.
void Assembler::placeDisabled(Assembly& assembly, config::LoadedIntegration loaded) {
  const std::string name = loaded.integration.name;
  Version running = assembly.runningVersion(name);
  const bool was_disabled = running != nullptr && !running->isInService();
  IntegrationReport report{name, Change::Unchanged, Serving::Disabled, {}};
  if (!loaded.ok()) {
    report.change = Change::Refused;
    report.complaints = std::move(loaded.complaints);
    running = was_disabled ? running : nullptr;
  } else if (!was_disabled || running->settings.fingerprint != loaded.integration.fingerprint) {
    report.change = running == nullptr ? Change::Added : Change::Changed;
    running = outOfService(std::move(loaded.integration));
  }
  if (running != nullptr) {
    assembly.next->integrations.emplace(name, std::move(running));
  }
  assembly.report.integrations.push_back(std::move(report));
}

void Assembler::placeInspected(Assembly& assembly, std::vector<Inspected> inspected) {
  std::vector<Candidate> candidates;
  for (const Inspected& one : inspected) {
    if (one.needs_trial) {
      candidates.push_back({one.settings.file,
                            one.settings.fingerprint,
                            one.staged,
                            generation::trialCaseOf(one.settings)});
    }
  }
  const Refusals refusals = parts_.trials.tryAll(std::move(candidates));
  for (Inspected& one : inspected) {
    const std::string name = one.settings.name;
    if (const auto refused = refusals.find(name); refused != refusals.end()) {
      refuse(assembly, name, refused->second, outOfService(std::move(one.settings)));
      continue;
    }
    generation::BuiltIntegration built = parts_.builder.buildInspected(one.settings, one.staged);
    if (!built.ok()) {
      refuse(assembly, name, built.error(), outOfService(std::move(one.settings)));
      continue;
    }
    const bool is_new = assembly.runningVersion(name) == nullptr;
    assembly.next->integrations.emplace(name, std::move(built.value()));
    assembly.report.integrations.push_back(
        {name, is_new ? Change::Added : Change::Changed, Serving::Wanted, {}});
  }
}

// What was served before is served on; else the last good version; else its callers are told that
// it is out of service, as far as the file says who they are: that is `closed`.
void Assembler::refuse(Assembly& assembly,
                       const std::string& name,
                       std::vector<Complaint> complaints,
                       Version closed) {
  IntegrationReport report{name, Change::Refused, Serving::Previous, std::move(complaints)};
  Version instead = assembly.runningVersion(name);
  if (instead == nullptr || !instead->isInService()) {
    Version kept = lastGood(name);
    report.serving = kept != nullptr ? Serving::LastGood : Serving::Unset;
    const bool same = instead != nullptr && closed != nullptr && idOf(*instead) == idOf(*closed);
    if (kept != nullptr) {
      instead = std::move(kept);
    } else if (!same) {
      instead = std::move(closed);
    }
  }
  if (instead != nullptr) {
    assembly.next->integrations.emplace(name, std::move(instead));
  }
  assembly.report.integrations.push_back(std::move(report));
}

// The settings that are wanted, or those in force where they cannot be taken; and in either case
// the certificate as it is on disk now.
void Assembler::placeFront(Assembly& assembly, config::LoadedServer wanted) {
  std::vector<Complaint>& complaints = assembly.report.server_complaints;
  append(complaints, wanted.complaints);
  bool acceptable = wanted.ok();
  std::shared_ptr<const generation::Front> front;
  if (assembly.running != nullptr) {
    front = assembly.running->front;
    if (acceptable) {
      const std::vector<Complaint> restart =
          whatNeedsRestart(file_, front->settings, wanted.server);
      append(complaints, restart);
      acceptable = restart.empty();
    }
  }
  BuiltFront built = buildFront(
      file_, acceptable ? wanted.server : settingsInForce(assembly), *assembly.next, front);
  if (built.ok()) {
    front = std::move(built.value());
    assembly.server_text = acceptable ? std::move(wanted.text) : std::string();
  } else {
    append(complaints, built.error());
  }
  assembly.next->front = std::move(front);
}

generation::BuiltIntegration Assembler::makeKept(const std::string& name, const KeptVersion& kept) {
  const generation::Lease running = parts_.active.acquire();
  const config::Server& settings = running == nullptr ? settings_ : running->front->settings;
  config::LoadedIntegration loaded = config::loadIntegrationText(
      kept.text, settings.integrations_folder / (name + ".json"), variables_);
  if (!loaded.ok()) {
    return loaded.complaints;
  }
  return parts_.builder.buildKept(std::move(loaded.integration),
                                  parts_.last_good.pluginFolder(kept));
}

Version Assembler::lastGood(const std::string& name) {
  const auto kept = parts_.last_good.latest(name);
  if (!kept) {
    return nullptr;
  }
  generation::BuiltIntegration built = makeKept(name, *kept);
  if (built.ok()) {
    return std::move(built.value());
  }
  parts_.log.write(Level::Error, "last_good_unusable", [&](JsonWriter& json) {
    json.member("integration", name).key("version").value(kept->number);
    json.member("message", config::toLine(built.error().front()));
  });
  return nullptr;
}

}  // namespace bailey::control
