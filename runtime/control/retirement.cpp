#include "control/retirement.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bailey::control {
namespace {

using observability::Level;

// Only while something is on its way out, so that an idle bridge does not wake.
constexpr std::chrono::milliseconds kSweepEvery{10};
constexpr std::chrono::seconds kLongDrain{30};
// A library that just lost its last holder may be in the middle of being closed.
constexpr int kLooksMax = 100;

}  // namespace

Retirement::Retirement(observability::Log& log) : log_(log), thread_([this] { run(); }) {}

Retirement::~Retirement() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Retirement::retire(generation::Lease replaced) {
  if (replaced == nullptr) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, integration] : replaced->integrations) {
      watch(*integration);
    }
    draining_.push_back({std::move(replaced), Clock::now()});
  }
  changed_.notify_all();
}

void Retirement::retire(std::shared_ptr<const generation::Integration> kept) {
  if (kept == nullptr) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    if (std::find(kept_.begin(), kept_.end(), kept) != kept_.end()) {
      return;  // two holders here would each wait for the other
    }
    watch(*kept);
    kept_.push_back(std::move(kept));
  }
  changed_.notify_all();
}

RetirementStatus Retirement::status() const {
  const std::lock_guard lock(mutex_);
  return {draining_.size(), residents_};
}

void Retirement::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const bool busy = !draining_.empty() || !kept_.empty() || !watched_.empty();
    if (stopping_) {
      return;
    }
    if (busy) {
      changed_.wait_for(lock, kSweepEvery);
    } else {
      changed_.wait(lock);
    }
    lock.unlock();
    sweep();
    lock.lock();
  }
}

void Retirement::sweep() {
  // Destroyed without the lock: a plugin's destructor may take its time.
  std::vector<generation::Lease> drained;
  std::vector<std::shared_ptr<const generation::Integration>> unused;
  {
    const std::lock_guard lock(mutex_);
    for (Draining& one : draining_) {
      if (one.generation.use_count() == 1) {
        drained.push_back(std::move(one.generation));
      } else if (!one.told && Clock::now() - one.since > kLongDrain) {
        one.told = true;
        log_.write(Level::Warn, "drains_long", [&](JsonWriter& json) {
          json.key("generation").value(one.generation->number);
          json.member("message", "a request still holds it; its plugins stay mapped meanwhile");
        });
      }
    }
    std::erase_if(draining_, [](const Draining& one) { return one.generation == nullptr; });
    const auto held = std::partition(
        kept_.begin(), kept_.end(), [](const auto& one) { return one.use_count() > 1; });
    unused.assign(std::make_move_iterator(held), std::make_move_iterator(kept_.end()));
    kept_.erase(held, kept_.end());
  }
  drained.clear();
  unused.clear();
  lookForResidents();
}

// REQUIRES: mutex_ is held.
void Retirement::watch(const generation::Integration& integration) {
  if (!integration.isInService()) {
    return;
  }
  const std::shared_ptr<plugin_host::Library>& library = integration.plugin->sharedLibrary();
  const plugin_host::StagedPlugin& staged = library->staged();
  watched_.try_emplace(
      staged.copy,
      Watched{library,
              {staged.manifest.name, staged.manifest.version, staged.copy.string(), {}},
              staged.unique_symbols.empty() ? std::string() : staged.unique_symbols.front()});
}

void Retirement::lookForResidents() {
  const std::lock_guard lock(mutex_);
  for (auto at = watched_.begin(); at != watched_.end();) {
    Watched& one = at->second;
    if (!one.library.expired()) {
      // Somebody serves from it; it is watched anew when that one retires.
      at = draining_.empty() && kept_.empty() ? watched_.erase(at) : std::next(at);
    } else if (!plugin_host::isMapped(at->first)) {
      at = watched_.erase(at);
    } else if (++one.looks < kLooksMax) {
      ++at;
    } else {
      one.facts.reason =
          one.unique_symbol.empty()
              ? "a thread that ran its code has thread-local objects of it, or it was opened twice"
              : "it exports the GNU_UNIQUE symbol " + one.unique_symbol;
      log_.write(Level::Warn, "plugin_resident", [&](JsonWriter& json) {
        json.member("plugin", one.facts.plugin).member("version", one.facts.version);
        json.member("message", "its code stays mapped: " + one.facts.reason);
      });
      residents_.push_back(std::move(one.facts));
      at = watched_.erase(at);
    }
  }
}

}  // namespace bailey::control
