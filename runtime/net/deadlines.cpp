#include "net/deadlines.h"

#include <algorithm>
#include <utility>

namespace bailey::net {
namespace {

// Long enough for an answer to arrive before the connection goes, short enough to be cheap.
constexpr std::chrono::milliseconds kLinger{2'000};

}  // namespace

void Deadlines::adopt(const config::Deadlines& settings) {
  times_ = {settings.handshake,
            settings.idle,
            settings.header,
            settings.write,
            kLinger,
            std::chrono::milliseconds::zero()};
}

void Deadlines::enter(Place& place, Connection& connection, Phase phase, Clock::time_point now) {
  const Clock::time_point due = now + times_[static_cast<std::size_t>(phase)];
  Line& target = line(phase);
  if (place.placed && place.phase != Phase::Timed) {
    target.splice(target.end(), line(place.phase), place.at);  // keeps its memory
    place.at->second = due;
  } else {
    leave(place);
    place.at = target.insert(target.end(), {&connection, due});
  }
  place.phase = phase;
  place.placed = true;
}

void Deadlines::enterTimed(Place& place, Connection& connection, Clock::time_point due) {
  leave(place);
  place.timed_at = timed_.emplace(due, &connection);
  place.phase = Phase::Timed;
  place.placed = true;
}

void Deadlines::leave(Place& place) {
  if (!place.placed) {
    return;
  }
  if (place.phase == Phase::Timed) {
    timed_.erase(place.timed_at);
  } else {
    line(place.phase).erase(place.at);
  }
  place.placed = false;
}

Connection* Deadlines::expired(Clock::time_point now) const {
  for (const Line& line : lines_) {
    if (!line.empty() && line.front().second <= now) {
      return line.front().first;
    }
  }
  return !timed_.empty() && timed_.begin()->first <= now ? timed_.begin()->second : nullptr;
}

std::optional<Clock::time_point> Deadlines::next() const {
  std::optional<Clock::time_point> first;
  const auto consider = [&](Clock::time_point due) {
    first = first ? std::min(*first, due) : due;
  };
  for (const Line& line : lines_) {
    if (!line.empty()) {
      consider(line.front().second);
    }
  }
  if (!timed_.empty()) {
    consider(timed_.begin()->first);
  }
  return first;
}

Connection* Deadlines::longestIdle() const {
  const Line& idle = lines_[static_cast<std::size_t>(Phase::Idle)];
  return idle.empty() ? nullptr : idle.front().first;
}

}  // namespace bailey::net
