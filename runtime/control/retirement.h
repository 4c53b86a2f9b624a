// Where generations end: waits until no request holds one any more, destroys it off every request's
// path, and proves that the plugins nobody uses are unmapped.
#pragma once

#include "generation/active_generation.h"
#include "generation/generation.h"
#include "observability/log.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bailey::control {

// A plugin's code that is still mapped although nothing uses it.
struct Resident {
  std::string plugin;
  std::string version;
  std::string copy;    // the mapped file
  std::string reason;  // what keeps it, as far as that can be told
};

struct RetirementStatus {
  std::size_t draining = 0;  // generations some request still holds
  std::vector<Resident> residents;
};

// Owns a thread. Any thread may call.
class Retirement {
public:
  explicit Retirement(observability::Log& log);
  Retirement(const Retirement&) = delete;
  Retirement& operator=(const Retirement&) = delete;
  Retirement(Retirement&&) = delete;
  Retirement& operator=(Retirement&&) = delete;

  // Ends what is drained; what is not stays mapped until the process ends.
  ~Retirement();

  // Takes over a generation that was replaced.
  void retire(generation::Lease replaced);

  // Takes over what somebody kept of an integration besides its generation.
  void retire(std::shared_ptr<const generation::Integration> kept);

  [[nodiscard]] RetirementStatus status() const;

private:
  using Clock = std::chrono::steady_clock;

  struct Draining {
    generation::Lease generation;
    Clock::time_point since;
    bool told = false;  // that it takes long
  };

  // A mapped library, to be looked for once nobody holds it.
  struct Watched {
    std::weak_ptr<plugin_host::Library> library;
    Resident facts;
    std::string unique_symbol;
    int looks = 0;
  };

  void run();
  void sweep();
  void watch(const generation::Integration& integration);
  void lookForResidents();

  observability::Log& log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Draining> draining_;                                    // guarded by mutex_
  std::vector<std::shared_ptr<const generation::Integration>> kept_;  // guarded by mutex_
  std::map<std::filesystem::path, Watched> watched_;                  // guarded by mutex_
  std::vector<Resident> residents_;                                   // guarded by mutex_
  bool stopping_ = false;                                             // guarded by mutex_
  std::thread thread_;  // last: it uses everything above
};

}  // namespace bailey::control
