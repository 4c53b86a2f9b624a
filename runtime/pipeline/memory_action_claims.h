// Action claims in this process's memory: the default, good for one bridge.
#pragma once

#include "core/guarded.h"
#include "pipeline/action_claims.h"

#include <cstddef>
#include <cstring>
#include <functional>
#include <list>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bailey::pipeline {

// What finished actions may hold, all integrations together. Those that run are not counted: the
// bulkheads bound them.
struct ClaimLimits {
  std::size_t answers = 10'000;
  std::size_t bytes = std::size_t{16} * 1024 * 1024;
};

// The clock is asked from any thread and does not go backwards.
class MemoryActionClaims final : public ActionClaims {
public:
  using Now = std::function<Clock::time_point()>;

  explicit MemoryActionClaims(ClaimLimits limits = {}, Now now = &Clock::now)
      : limits_(limits),
        now_(std::move(now)) {}

  Claim claim(const ActionKey& key, Waiter waiter) override;
  void finish(const ActionKey& key, const Reply& reply, std::chrono::seconds kept_for) override;

  // Finished actions that are remembered, and what they hold.
  [[nodiscard]] std::size_t answers() const;
  [[nodiscard]] std::size_t bytes() const;

private:
  // A digest is as good a hash as any part of it.
  struct FirstBytes {
    std::size_t operator()(const ActionKey& key) const {
      std::size_t hash = 0;
      std::memcpy(&hash, key.data(), sizeof(hash));
      return hash;
    }
  };

  struct Entry {
    std::vector<Waiter> waiters;  // of one that runs
    bool is_done = false;
    Reply reply;  // and the rest: of one that is done
    Clock::time_point until;
    std::list<ActionKey>::iterator place;
  };

  struct Table {
    std::unordered_map<ActionKey, Entry, FirstBytes> entries;
    std::list<ActionKey> done;  // the one that was finished first in front
    std::size_t bytes = 0;      // of the replies of those

    void forget(const ActionKey& key);
    void forgetExpired(Clock::time_point now);
    void makeRoom(const ClaimLimits& limits);
  };

  const ClaimLimits limits_;
  const Now now_;
  core::Guarded<Table> table_;
};

}  // namespace bailey::pipeline
