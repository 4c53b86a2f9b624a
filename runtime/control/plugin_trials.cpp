#include "control/plugin_trials.h"

#include <cstddef>
#include <string>

namespace bailey::control {
namespace {

using config::Complaint;

// A plugin that hangs takes its whole time each time.
constexpr int kDeathsMax = 3;

void refuse(const Candidate& candidate, const SettingsComplaints& said, Refusals& refusals) {
  for (const auto& [pointer, message] : said) {
    refusals[candidate.with.integration].push_back({candidate.file, pointer, message});
  }
}

}  // namespace

PluginTrials::VersionKey PluginTrials::keyOf(const Candidate& candidate) {
  return {candidate.staged.sha256, candidate.with.integration, candidate.fingerprint};
}

Refusals PluginTrials::tryAll(std::vector<Candidate> candidates) {
  Refusals refusals;
  std::map<std::filesystem::path, std::vector<Candidate>> by_plugin;
  for (Candidate& one : candidates) {
    const auto dead = died_.find(keyOf(one));
    if (dead != died_.end()) {
      refusals.emplace(one.with.integration, dead->second);
    } else {
      by_plugin[one.staged.copy].push_back(std::move(one));
    }
  }
  for (auto& [copy, group] : by_plugin) {
    tryPlugin(group, refusals);
  }
  return refusals;
}

void PluginTrials::tryPlugin(std::vector<Candidate>& candidates, Refusals& refusals) {
  plugin_host::TrialRun run{candidates.front().staged, {}};
  for (Candidate& one : candidates) {
    run.cases.push_back(
        {one.with.integration, std::move(one.with.setup), std::move(one.with.secrets)});
  }
  std::size_t next = 0;
  for (int deaths = 0; next < candidates.size() && deaths < kDeathsMax; ++deaths) {
    const TrialOutcome outcome = try_(run, next);
    for (const SettingsComplaints& said : outcome.cases) {
      refuse(candidates[next++], said, refusals);
    }
    const bool is_plugins_own = !outcome.began_a_case || next == candidates.size();
    for (const Candidate& one : candidates) {
      refuse(one, outcome.about_plugin, refusals);
      if (is_plugins_own && !outcome.death.empty()) {
        recordDeath(one, outcome.death, refusals);
      }
    }
    if (is_plugins_own) {
      return;
    }
    recordDeath(candidates[next++], outcome.death, refusals);
  }
  for (; next < candidates.size(); ++next) {
    refuse(candidates[next],
           {{"/plugin",
             run.staged.source.string() + " is not tried with it: it died with others before"}},
           refusals);
  }
}

void PluginTrials::recordDeath(const Candidate& candidate,
                               const std::string& death,
                               Refusals& refusals) {
  const std::vector<Complaint> complaints = {
      {candidate.file, "/plugin", candidate.staged.source.string() + " " + death}};
  died_.emplace(keyOf(candidate), complaints);
  refusals.insert_or_assign(candidate.with.integration, complaints);
}

}  // namespace bailey::control
