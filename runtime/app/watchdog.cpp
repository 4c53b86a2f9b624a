#include "app/watchdog.h"

namespace bailey::app {

Watchdog::Watchdog(const ServiceManager& manager, net::HttpsService& service)
    : manager_(manager),
      service_(service) {
  if (manager_.aliveEvery()) {
    thread_ = std::thread([this] { run(); });
  }
}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Watchdog::run() {
  std::unique_lock lock(mutex_);
  while (!over_) {
    if (service_.getsOn() || loops_may_end_) {
      manager_.alive();
    }
    changed_.wait_for(lock, *manager_.aliveEvery(), [&] { return over_; });
  }
}

}  // namespace bailey::app
