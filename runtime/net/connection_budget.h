// How many connections there may be, in all and from one address.
#pragma once

#include "core/guarded.h"

#include <atomic>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace bailey::net {

// Shared by all loops; any thread.
class ConnectionBudget {
public:
  // `per_address_max` 0: no limit.
  ConnectionBudget(std::size_t total_max, std::size_t per_address_max)
      : total_max_(total_max),
        per_address_max_(per_address_max) {}

  // From the next connection on; those that are there stay.
  void limit(std::size_t total_max, std::size_t per_address_max) {
    total_max_.store(total_max, std::memory_order_relaxed);
    per_address_max_.store(per_address_max, std::memory_order_relaxed);
  }

  [[nodiscard]] bool countsAddresses() const {
    return per_address_max_.load(std::memory_order_relaxed) > 0;
  }

  [[nodiscard]] bool full() const {
    return total_.load(std::memory_order_relaxed) >= total_max_.load(std::memory_order_relaxed);
  }

  // Takes a place, to be given back by leave(). False: `address` has its share already.
  [[nodiscard]] bool enter(const std::string& address);
  void leave(const std::string& address);

private:
  std::atomic<std::size_t> total_max_;
  std::atomic<std::size_t> per_address_max_;
  std::atomic<std::size_t> total_{0};
  core::Guarded<std::unordered_map<std::string, std::size_t>> by_address_;
};

}  // namespace bailey::net
