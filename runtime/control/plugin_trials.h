// Which new versions may be loaded into the process that serves: each is tried in a process of its
// own first, all integrations of one plugin in the same one.
#pragma once

#include "config/complaint.h"
#include "control/trial_process.h"
#include "plugin_host/trial_run.h"

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::control {

// What wants to be served, and has not yet proved that it can be made.
struct Candidate {
  std::filesystem::path file;  // the integration's
  std::string fingerprint;
  plugin_host::StagedPlugin staged;
  plugin_host::TrialCase with;
};

// Why candidates may not be loaded, by integration.
using Refusals = std::map<std::string, std::vector<config::Complaint>, std::less<>>;

// [control thread]
class PluginTrials {
public:
  // tryInProcess(), or what stands in for it.
  using Try = std::function<TrialOutcome(const plugin_host::TrialRun& run, std::size_t first)>;

  explicit PluginTrials(Try run) : try_(std::move(run)) {}

  // A version that died once is not tried again. A plugin that dies with one integration after the
  // other is given up after a few: the others are refused untried, and may be tried another time.
  Refusals tryAll(std::vector<Candidate> candidates);

private:
  // A plugin's digest, an integration's name and its fingerprint.
  using VersionKey = std::array<std::string, 3>;

  static VersionKey keyOf(const Candidate& candidate);

  void tryPlugin(std::vector<Candidate>& candidates, Refusals& refusals);
  void recordDeath(const Candidate& candidate, const std::string& death, Refusals& refusals);

  const Try try_;
  std::map<VersionKey, std::vector<config::Complaint>> died_;
};

}  // namespace bailey::control
