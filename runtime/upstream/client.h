// One loop's side of the outbound service: its calls to CRMs and the connections it keeps for them.
#pragma once

#include "event/loop.h"
#include "observability/log.h"
#include "upstream/backoff.h"
#include "upstream/call.h"
#include "upstream/gateway.h"
#include "upstream/pool.h"
#include "upstream/request.h"
#include "upstream/resolver.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace bailey::upstream {

// The loop's thread.
class Client {
public:
  using CallId = std::uint64_t;

  // All outlive it.
  Client(event::Loop& loop, Resolver& resolver, observability::Log& log);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&&) = delete;
  Client& operator=(Client&&) = delete;

  // Cancels what is under way.
  ~Client();

  // `done` is called once, on this loop, never inside start(); at `deadline` at the latest.
  CallId start(std::shared_ptr<const Gateway> gateway,
               Request request,
               event::Clock::time_point deadline,
               Call::Done done);

  // Its `done` hears of Trouble::Cancelled now. A call that is over is none.
  void cancel(CallId call);

  [[nodiscard]] bool isBusy() const { return !calls_.empty(); }

  // ---- for calls ----

  [[nodiscard]] event::Loop& loop() { return loop_; }

  [[nodiscard]] Resolver& resolver() { return resolver_; }

  [[nodiscard]] std::span<char> scratch() { return scratch_; }

  [[nodiscard]] const RandomSource& random() const { return random_; }

  // The connections of `gateway` to the origin of `url`.
  Pool& pool(const std::shared_ptr<const Gateway>& gateway, const Url& url);

  // Destroys the call when nothing of it is on the stack any more, and says in the log what kept it
  // from an answer.
  void end(CallId call, const Gateway& gateway, const Url& url, Trouble trouble);

private:
  static constexpr std::size_t kScratchBytes = 64 * 1024;

  using PoolKey = std::pair<std::shared_ptr<const Gateway>, std::string>;

  event::Loop& loop_;
  Resolver& resolver_;
  observability::Log& log_;
  std::map<PoolKey, Pool> pools_;
  std::unordered_map<CallId, std::unique_ptr<Call>> calls_;
  CallId last_call_ = 0;
  const RandomSource random_ = [generator = std::mt19937_64(std::random_device{}())]() mutable {
    return generator();
  };
  std::array<char, kScratchBytes> scratch_{};
};

}  // namespace bailey::upstream
