// Finds out when what is on disk has changed and rests: editors and copies write in steps.
#pragma once

#include "control/folder_events.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace bailey::control {

// The kernel's events make it quick; a slow look at everything makes it certain. [control thread]
class ChangeDetector {
public:
  using Clock = std::chrono::steady_clock;

  ChangeDetector(std::chrono::milliseconds quiet, std::chrono::milliseconds poll)
      : quiet_(quiet),
        poll_(poll) {}

  void adopt(std::chrono::milliseconds quiet, std::chrono::milliseconds poll) {
    quiet_ = quiet;
    poll_ = poll;
  }

  // What to look at from now on. Changes since the last beginReading() count.
  void follow(std::set<std::filesystem::path> places);

  // Call before everything is read: later changes are new.
  void beginReading();

  // Readable when there may be something for isDue().
  [[nodiscard]] int fd() const { return events_.fd(); }

  // True once when there was a change and it is over.
  [[nodiscard]] bool isDue(Clock::time_point now);

  // Takes what happened for nothing, where nobody wants to know.
  void ignore() { (void)events_.take(); }

  // How long isDue() has nothing to do, unless fd() becomes readable.
  [[nodiscard]] std::chrono::milliseconds waitTime(Clock::time_point now) const;

private:
  [[nodiscard]] bool hasRested(Clock::time_point now) const;
  void look(Clock::time_point now);
  void notice(Clock::time_point now);
  void forgetChange();

  std::chrono::milliseconds quiet_;
  std::chrono::milliseconds poll_;
  FolderEvents events_;
  std::set<std::filesystem::path> places_;
  std::string read_;                   // how it looked when it was read
  std::optional<std::string> polled_;  // how it looked when a look, and no event, found a change
  std::optional<Clock::time_point> first_change_;
  std::optional<Clock::time_point> last_change_;
  Clock::time_point next_poll_ = Clock::now();
};

}  // namespace bailey::control
