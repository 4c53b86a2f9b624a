// Which generation requests are served from, and how that changes while they run.
#pragma once

#include "core/guarded.h"
#include "generation/generation.h"

#include <memory>
#include <utility>

namespace bailey::generation {

// A request's hold on the generation it started with. While any Lease lives, no plugin in it is
// destroyed or unmapped.
using Lease = std::shared_ptr<const Generation>;

// True once nobody but the caller holds `retired`. Only ever turns true once it was replaced, since
// nobody can take a new lease on it.
[[nodiscard]] inline bool isDrained(const Lease& retired) {
  return retired.use_count() == 1;
}

// acquire() from any thread; publish() from the control thread.
class ActiveGeneration {
public:
  [[nodiscard]] Lease acquire() const {
    return current_.with([](const Lease& current) { return current; });
  }

  // Serves `next` from now on and gives back the generation it replaces. The control thread keeps
  // that lease until isDrained(), so that plugins are destroyed and unmapped there and never on a
  // request.
  [[nodiscard]] Lease publish(Lease next) {
    return current_.with([&](Lease& current) { return std::exchange(current, std::move(next)); });
  }

private:
  // A mutex and not std::atomic<shared_ptr>: libstdc++ 12's load() unlocks with
  // memory_order_relaxed (bits/shared_ptr_atomic.h:502), which ThreadSanitizer reports on every
  // swap. A clean run of it is worth more than the nanoseconds.
  core::Guarded<Lease> current_;
};

}  // namespace bailey::generation
