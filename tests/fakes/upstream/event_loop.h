// Accepts and serves all connections of the fault upstream on one thread, however many hang.
#pragma once

#include "fakes/upstream/connection.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <utility>

namespace bailey::fakes::upstream {

class EventLoop {
public:
  // Serves at once. `listener` is non-blocking and, like `house`, outlives this.
  EventLoop(int listener, const House& house);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  EventLoop(EventLoop&&) = delete;
  EventLoop& operator=(EventLoop&&) = delete;

  // Breaks what is still connected.
  ~EventLoop();

private:
  struct Slot {
    int fd = -1;
    std::unique_ptr<Connection> connection;
    Wish wish = {};
  };

  using Slots = std::map<std::uint64_t, Slot>;

  void serve();
  void watch(int operation, int fd, std::uint64_t number, bool writable) const;
  void acceptAll();
  void run(std::uint64_t number);
  void runDue();
  // For epoll: until the next connection wants to run, in milliseconds; -1: none does.
  [[nodiscard]] int untilNext() const;

  const int listener_;
  const House& house_;
  const int epoll_;
  const int stop_;
  Slots slots_;                                                // by the connections' numbers
  std::set<std::pair<Clock::time_point, std::uint64_t>> due_;  // when whose turn is
  std::thread thread_;
};

}  // namespace bailey::fakes::upstream
