// Which generation requests are served from, and how that changes while they run.
#pragma once

#include "core/guarded.h"
#include "generation/generation.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace bailey::generation {

// A request's hold on the generation it started with. While any Lease lives, no plugin in it is
// destroyed or unmapped.
using Lease = std::shared_ptr<const Generation>;

// acquire() and publishedCount() from any thread; publish() from the control thread.
class ActiveGeneration {
public:
  [[nodiscard]] Lease acquire() const {
    return current_.with([](const Lease& current) { return current; });
  }

  // Serves `next` from now on and gives back the generation it replaces. Whoever retires it keeps
  // its integrations until nobody else does, so that plugins are destroyed and unmapped there and
  // never on a request.
  [[nodiscard]] Lease publish(Lease next) {
    Lease replaced =
        current_.with([&](Lease& current) { return std::exchange(current, std::move(next)); });
    published_count_.fetch_add(1, std::memory_order_release);
    return replaced;
  }

  // Differs once there is another generation than before: cheaper to look at than a lease.
  [[nodiscard]] std::uint64_t publishedCount() const {
    return published_count_.load(std::memory_order_acquire);
  }

private:
  // A mutex and not std::atomic<shared_ptr>: libstdc++ 12's load() unlocks with
  // memory_order_relaxed (bits/shared_ptr_atomic.h:502), which ThreadSanitizer reports on every
  // swap. A clean run of it is worth more than the nanoseconds.
  core::Guarded<Lease> current_;
  std::atomic<std::uint64_t> published_count_{0};
};

}  // namespace bailey::generation
