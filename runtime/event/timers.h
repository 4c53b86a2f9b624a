// What has to happen at a time, on one loop.
#pragma once

#include <chrono>
#include <map>
#include <optional>

namespace bailey::event {

using Clock = std::chrono::steady_clock;

class Timers;

class TimerHandler {
public:
  TimerHandler() = default;
  TimerHandler(const TimerHandler&) = delete;
  TimerHandler& operator=(const TimerHandler&) = delete;
  TimerHandler(TimerHandler&&) = delete;
  TimerHandler& operator=(TimerHandler&&) = delete;

  // Its timer is due and not set any more. May destroy itself and the timer.
  virtual void onTimer() = 0;

protected:
  virtual ~TimerHandler() = default;
};

// One time, set or not. Goes off once, and not at all once it is gone. The loop's thread.
class Timer {
public:
  // Both outlive it.
  Timer(Timers& timers, TimerHandler& handler) : timers_(timers), handler_(handler) {}

  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  Timer(Timer&&) = delete;
  Timer& operator=(Timer&&) = delete;

  ~Timer() { cancel(); }

  // In the place of the time that was set before.
  void set(Clock::time_point due);
  void cancel();

private:
  friend Timers;

  Timers& timers_;
  TimerHandler& handler_;
  std::optional<std::multimap<Clock::time_point, Timer*>::iterator> place_;
};

class Timers {
public:
  [[nodiscard]] std::optional<Clock::time_point> next() const;

  // Calls the handlers of all that are due.
  void run(Clock::time_point now);

private:
  friend Timer;

  std::multimap<Clock::time_point, Timer*> set_;
};

}  // namespace bailey::event
