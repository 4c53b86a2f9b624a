// The second half of every change: publishes what the assembler put together by one pointer, judges
// new versions in their first time, and goes back.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "control/assembler.h"
#include "control/crash_history.h"
#include "control/last_good.h"
#include "control/probation.h"
#include "control/reload_log.h"
#include "control/reload_report.h"
#include "control/retirement.h"
#include "core/result.h"
#include "generation/active_generation.h"
#include "generation/generation.h"
#include "observability/log.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bailey::control {

// Has it called on a thread that may wait for a plugin.
using PostTask = std::function<void(std::function<void()> task)>;

// What it works on; everything outlives it.
struct ReloaderParts {
  Assembler& assembler;
  generation::ActiveGeneration& active;
  LastGood& last_good;
  Probation& probation;
  Retirement& retirement;
  observability::Log& log;
  std::function<void(const config::Server&)> adopt_server;  // called with what was published
  PostTask post;
};

// [control thread]
class Reloader {
public:
  explicit Reloader(ReloaderParts parts) : parts_(std::move(parts)), log_(parts_.log) {}

  // What the process before this one died of. Call before start(): a version that is not the last
  // good one, or did it again and again, is not served any more.
  void blame(const Crash& crash);

  // Publishes the first generation. Bad integrations fall back to their last good version. Without
  // any last good version it is a first start, and all must be right; otherwise only the server's
  // own settings must. On failure nothing is published.
  core::Result<ReloadReport, std::vector<config::Complaint>> start();

  // REQUIRES: start() succeeded.
  ReloadReport reload();

  // What reload() would say, without publishing.
  ReloadReport validate();

  // Serves the last good version before the one being served, whatever the files say, until they
  // change. On error nothing has changed.
  core::Result<KeptVersion> rollBack(const std::string& integration);

  // What the newest reload depended on: files and folders, there or not.
  [[nodiscard]] const std::set<std::filesystem::path>& places() const { return places_; }

  // Ends the probation of versions that are due: they become the last good ones, or what was served
  // before is served again. Has those that nobody asks be asked something. Writes down what was to
  // be kept at once, which takes longer than anybody should wait for a first answer.
  void judge();

  // Writes down only.
  void keepPending();

private:
  void publish(Assembly& assembly);
  void beginProbation(const Assembly& assembly);
  void serve(const std::string& name, Version version);
  void keep(const std::string& name, const generation::Integration& version);
  void reject(const std::string& name, const VersionId& id, const std::string& why);
  void askSample(const Version& version, const std::shared_ptr<SampleAnswers>& answers);
  void returnFrom(Probation::Case version, const std::string& why);
  void retire(std::vector<Version> versions);
  void warnUnless(const core::Result<bool>& written);

  const ReloaderParts parts_;
  ReloadLog log_;
  std::uint64_t last_number_ = 0;
  std::map<std::string, Version> pending_;  // to be kept, by name
  std::set<std::filesystem::path> places_;
};

}  // namespace bailey::control
