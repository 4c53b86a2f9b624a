// Tells the service manager that the process is alive, while every event loop turns.
#pragma once

#include "app/service_manager.h"
#include "net/https_service.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace bailey::app {

// A thread of its own, if anybody watches at all: the control thread may have to wait for a plugin,
// and that is no reason to end the process. Both references outlive this.
class Watchdog {
public:
  Watchdog(const ServiceManager& manager, net::HttpsService& service);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  Watchdog(Watchdog&&) = delete;
  Watchdog& operator=(Watchdog&&) = delete;
  ~Watchdog();

  // Loops end from now on, within a time of their own: they need not turn any more.
  void letLoopsEnd() { loops_may_end_ = true; }

private:
  void run();

  const ServiceManager& manager_;
  net::HttpsService& service_;
  std::atomic<bool> loops_may_end_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace bailey::app
