// The outbound HTTP service of one process: what all loops share of it, and a loop of its own for
// those who wait.
#pragma once

#include "observability/log.h"
#include "upstream/client.h"
#include "upstream/gateway.h"
#include "upstream/request.h"
#include "upstream/resolver.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace bailey::upstream {

// A loop with nothing on it but calls to CRMs.
struct ClientLoop {
  ClientLoop(Resolver& resolver, observability::Log& log) : client(loop, resolver, log) {}

  event::Loop loop;
  Client client;
};

// Any thread.
class Service {
public:
  explicit Service(observability::Log& log);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  Service(Service&&) = delete;
  Service& operator=(Service&&) = delete;

  // REQUIRES: nobody waits in fetch().
  ~Service();

  // For a loop that calls CRMs. It outlives neither this nor the loop.
  [[nodiscard]] std::unique_ptr<Client> makeClient(event::Loop& loop) {
    return std::make_unique<Client>(loop, resolver_, log_);
  }

  // For a thread that has no loop and calls a CRM nevertheless.
  [[nodiscard]] std::unique_ptr<ClientLoop> makeClientLoop() {
    return std::make_unique<ClientLoop>(resolver_, log_);
  }

  [[nodiscard]] const std::shared_ptr<SystemTrust>& systemTrust() const { return system_trust_; }

  // Waits for the answer, until `deadline` or soon after `cancelled` has become true. Never on a
  // loop's thread.
  [[nodiscard]] AnswerPtr fetch(std::shared_ptr<const Gateway> gateway,
                                Request request,
                                event::Clock::time_point deadline,
                                const std::atomic<bool>& cancelled);

private:
  class Background;

  Background& background();

  observability::Log& log_;
  Resolver resolver_;
  const std::shared_ptr<SystemTrust> system_trust_ = std::make_shared<SystemTrust>();
  std::mutex mutex_;
  std::unique_ptr<Background> background_;  // guarded by mutex_; null until somebody waits
};

}  // namespace bailey::upstream
