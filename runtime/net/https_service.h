// The public port being served: the event loops and their threads.
#pragma once

#include "core/file_descriptor.h"
#include "net/event_loop.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace bailey::net {

// [control thread]
class HttpsService {
public:
  // Serves from now on what `active` holds. What the references name outlives this.
  HttpsService(const generation::ActiveGeneration& active,
               pipeline::WorkerPool& workers,
               pipeline::ActionClaims& claims,
               upstream::Service& upstream,
               observability::Log& log,
               std::unique_ptr<Listener> listener);
  HttpsService(const HttpsService&) = delete;
  HttpsService& operator=(const HttpsService&) = delete;
  HttpsService(HttpsService&&) = delete;
  HttpsService& operator=(HttpsService&&) = delete;

  // Stops with no time to spare.
  ~HttpsService();

  [[nodiscard]] std::uint16_t port() const { return listener_->port(); }

  // What is not counted by each loop for itself; the rest the loops adopt with the generation.
  void adopt(const config::Limits& limits) {
    budget_.limit(limits.connections, limits.connections_per_address);
  }

  // True when every loop has turned since the last call, and makes each turn until the next: false
  // twice in a row means that one is held.
  [[nodiscard]] bool getsOn();

  // Accepts nobody any more, answers what is on its way, and is over when that is done or
  // `patience` is. Returns at once.
  void beginStop(std::chrono::milliseconds patience);

  // Readable once it is over.
  [[nodiscard]] int overFd() const { return over_.get(); }

private:
  const std::unique_ptr<Listener> listener_;
  ConnectionBudget budget_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::vector<std::uint64_t> turns_;  // of each loop, at the last getsOn()
  core::FileDescriptor over_;
  std::atomic<std::size_t> running_{0};
  std::vector<std::thread> threads_;  // last: they use everything above
};

}  // namespace bailey::net
