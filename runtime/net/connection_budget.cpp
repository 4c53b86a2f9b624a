#include "net/connection_budget.h"

namespace bailey::net {

bool ConnectionBudget::enter(const std::string& address) {
  const bool welcome = !countsAddresses() || by_address_.with([&](auto& counts) {
    std::size_t& count = counts[address];
    if (count >= per_address_max_.load(std::memory_order_relaxed)) {
      return false;
    }
    ++count;
    return true;
  });
  if (welcome) {
    total_.fetch_add(1, std::memory_order_relaxed);
  }
  return welcome;
}

void ConnectionBudget::leave(const std::string& address) {
  total_.fetch_sub(1, std::memory_order_relaxed);
  if (address.empty()) {
    return;  // addresses were not counted when it came
  }
  by_address_.with([&](auto& counts) {
    const auto found = counts.find(address);
    if (found != counts.end() && --found->second == 0) {
      counts.erase(found);
    }
  });
}

}  // namespace bailey::net
