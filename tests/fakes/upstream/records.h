// What the fault upstream has seen: counted by its loop, asked by tests.
#pragma once

#include "fakes/upstream/request.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace bailey::fakes::upstream {

// Any thread may call everything.
class Records {
public:
  struct Counts {
    std::uint64_t connections = 0;                  // accepted
    std::uint64_t open = 0;                         // of them, at this moment
    std::uint64_t handshakes = 0;                   // of TLS, to their end
    std::uint64_t resumptions = 0;                  // of them
    std::uint64_t failed_handshakes = 0;            // of TLS, that somebody gave up
    std::uint64_t malformed = 0;                    // requests that were no HTTP/1.1
    std::map<std::string, std::uint64_t> requests;  // by path
  };

  // The number of the new connection, from 1.
  std::uint64_t connected();
  void disconnected();
  void shookHands(bool resumed);
  void failedToShakeHands();
  void received(const UpstreamRequest& request);
  void receivedNonsense();

  [[nodiscard]] Counts counts() const;

  // The last 100, oldest first.
  [[nodiscard]] std::vector<UpstreamRequest> requests() const;

  // False: it did not come true in this time.
  bool waitUntil(const std::function<bool(const Counts&)>& holds,
                 std::chrono::milliseconds patience) const;

private:
  void change(const std::function<void(Counts&)>& how);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Counts counts_;                       // guarded by mutex_
  std::deque<UpstreamRequest> latest_;  // guarded by mutex_
};

}  // namespace bailey::fakes::upstream
