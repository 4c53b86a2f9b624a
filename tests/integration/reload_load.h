// Callers that ask a bridge all the time over connections they keep, while a test changes it under
// them: every answer must be good, and none older than what had been acknowledged before it was
// asked for.
#pragma once

#include "integration/bridge_process.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace bailey::integration {

// An integration of the plugin `versioned`, whose answers say its version and its label.
nlohmann::json versionedIntegration(const nlohmann::json& settings = nlohmann::json::object());

// Asks `acme`, an integration of the plugin `versioned` whose label is a number that only grows.
class ReloadLoad {
public:
  ReloadLoad(const BridgeProcess& bridge, std::size_t callers);
  ReloadLoad(const ReloadLoad&) = delete;
  ReloadLoad& operator=(const ReloadLoad&) = delete;
  ReloadLoad(ReloadLoad&&) = delete;
  ReloadLoad& operator=(ReloadLoad&&) = delete;

  ~ReloadLoad() { stop(); }

  // From now on no request may be answered with a smaller label.
  void acknowledge(std::uint64_t label) { acknowledged_ = label; }

  // Waits until a caller gets this answer, and says when it came. Throws when none does for a
  // minute.
  std::chrono::steady_clock::time_point waitForAnswer(nlohmann::json awaited);

  // Ends it; the counters stay.
  void stop();

  [[nodiscard]] std::uint64_t answered() const { return answered_; }

  // What went wrong, at most one for each caller: a caller ends with its first failure.
  [[nodiscard]] std::vector<std::string> failures() const;

  // How long answers took, in microseconds; after stop().
  [[nodiscard]] std::vector<double> timesUs() const;

private:
  void run(std::size_t caller);
  void ask(fakes::TlsClient& client, std::size_t caller);
  void note(const nlohmann::json& said, std::chrono::steady_clock::time_point when);

  const BridgeProcess& bridge_;
  std::atomic<std::uint64_t> acknowledged_{0};
  std::atomic<std::uint64_t> answered_{0};
  std::atomic<bool> enough_{false};
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  nlohmann::json awaited_;                                     // guarded by mutex_
  std::optional<std::chrono::steady_clock::time_point> came_;  // guarded by mutex_
  std::vector<std::string> failures_;                          // guarded by mutex_
  std::vector<std::vector<double>> times_;                     // each caller its own
  std::vector<std::thread> threads_;
};

}  // namespace bailey::integration
