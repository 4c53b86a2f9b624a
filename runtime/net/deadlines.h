// When each connection of a loop must have got on. Phases with one time for all of them are lists
// in order of arrival, so that moving a connection costs no search; the few whose time is their own
// are kept sorted.
#pragma once

#include "config/settings.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <optional>

namespace bailey::net {

class Connection;

using Clock = std::chrono::steady_clock;

// What a connection is doing, which is what it is given time for.
enum class Phase : std::uint8_t {
  Handshake = 0,
  Idle,     // parked between requests
  Head,     // the first bytes of a head have come
  Writing,  // the answer does not fit the socket's buffer
  Linger,   // said good-bye; reads what the peer still sends
  Timed,    // reading a body or waiting for a plugin: until a time of its own
};

constexpr std::size_t kPhaseCount = 6;

// One loop's; not thread-safe.
class Deadlines {
public:
  // A connection's place. Part of the connection, so that it lives as long.
  struct Place {
    Phase phase = Phase::Handshake;
    std::list<std::pair<Connection*, Clock::time_point>>::iterator at{};
    std::multimap<Clock::time_point, Connection*>::iterator timed_at{};
    bool placed = false;
  };

  explicit Deadlines(const config::Deadlines& settings) { adopt(settings); }

  // For phases that begin from now on. None of them is cut before one of its kind that began
  // earlier, with the time it was given then.
  void adopt(const config::Deadlines& settings);

  // Starts the phase's time anew. REQUIRES: phase != Timed
  void enter(Place& place, Connection& connection, Phase phase, Clock::time_point now);
  void enterTimed(Place& place, Connection& connection, Clock::time_point due);
  void leave(Place& place);

  // The connection whose time is up first, if one's is.
  [[nodiscard]] Connection* expired(Clock::time_point now) const;

  // The first of all deadlines.
  [[nodiscard]] std::optional<Clock::time_point> next() const;

  // The connection that has been parked longest; null when none is.
  [[nodiscard]] Connection* longestIdle() const;

private:
  using Line = std::list<std::pair<Connection*, Clock::time_point>>;

  [[nodiscard]] Line& line(Phase phase) { return lines_[static_cast<std::size_t>(phase)]; }

  std::array<std::chrono::milliseconds, kPhaseCount> times_{};
  std::array<Line, kPhaseCount> lines_;
  std::multimap<Clock::time_point, Connection*> timed_;
};

}  // namespace bailey::net
