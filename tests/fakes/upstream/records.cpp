#include "fakes/upstream/records.h"

namespace bailey::fakes::upstream {

void Records::change(const std::function<void(Counts&)>& how) {
  const std::lock_guard lock(mutex_);
  how(counts_);
  changed_.notify_all();
}

std::uint64_t Records::connected() {
  std::uint64_t number = 0;
  change([&](Counts& counts) {
    number = ++counts.connections;
    ++counts.open;
  });
  return number;
}

void Records::disconnected() {
  change([](Counts& counts) { --counts.open; });
}

void Records::shookHands(bool resumed) {
  change([&](Counts& counts) {
    ++counts.handshakes;
    counts.resumptions += resumed ? 1 : 0;
  });
}

void Records::failedToShakeHands() {
  change([](Counts& counts) { ++counts.failed_handshakes; });
}

void Records::received(const UpstreamRequest& request) {
  constexpr std::size_t kKept = 100;
  change([&](Counts& counts) {
    ++counts.requests[request.path()];
    latest_.push_back(request);
    if (latest_.size() > kKept) {
      latest_.pop_front();
    }
  });
}

void Records::receivedNonsense() {
  change([](Counts& counts) { ++counts.malformed; });
}

Records::Counts Records::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::vector<UpstreamRequest> Records::requests() const {
  const std::lock_guard lock(mutex_);
  return {latest_.begin(), latest_.end()};
}

bool Records::waitUntil(const std::function<bool(const Counts&)>& holds,
                        std::chrono::milliseconds patience) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return holds(counts_); });
}

}  // namespace bailey::fakes::upstream
