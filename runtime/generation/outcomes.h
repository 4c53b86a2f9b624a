// How an integration has answered since it was made: what a new version is judged by.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace bailey::generation {

// Who is to blame when a request was not answered well.
enum class Outcome : std::uint8_t {
  Unset = 0,
  Good,       // answered, or refused for a reason that lies with the caller
  CrmFailed,  // the CRM was away or too slow
  Broke,      // the plugin broke the contract or failed for no reason of the CRM's
};

struct OutcomeCounts {
  std::uint64_t requests = 0;
  std::uint64_t crm_failed = 0;
  std::uint64_t broke = 0;
  std::chrono::microseconds total_time{0};
};

// Any thread.
class Outcomes {
public:
  void record(Outcome outcome, std::chrono::microseconds time) {
    if (outcome == Outcome::CrmFailed) {
      crm_failed_.fetch_add(1, std::memory_order_relaxed);
    } else if (outcome == Outcome::Broke) {
      broke_.fetch_add(1, std::memory_order_relaxed);
    }
    total_us_.fetch_add(static_cast<std::uint64_t>(time.count()), std::memory_order_relaxed);
    requests_.fetch_add(1, std::memory_order_relaxed);
  }

  [[nodiscard]] OutcomeCounts counts() const {
    return {requests_.load(std::memory_order_relaxed),
            crm_failed_.load(std::memory_order_relaxed),
            broke_.load(std::memory_order_relaxed),
            std::chrono::microseconds(total_us_.load(std::memory_order_relaxed))};
  }

private:
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<std::uint64_t> crm_failed_{0};
  std::atomic<std::uint64_t> broke_{0};
  std::atomic<std::uint64_t> total_us_{0};
};

}  // namespace bailey::generation
