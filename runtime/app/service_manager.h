// What systemd is told about this process and what it hands over: sd_notify(3),
// sd_watchdog_enabled(3) and sd_listen_fds(3), as far as they are needed. Without libsystemd, whose
// own libraries would cost more memory than all of this.
#pragma once

#include "core/file_descriptor.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bailey::app {

// Without systemd every call does nothing. [control thread]
class ServiceManager {
public:
  // Reads NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID, LISTEN_FDS and LISTEN_PID, and takes them out
  // of the environment, so that no child believes they are its own.
  static ServiceManager fromEnvironment();

  void ready(std::string_view status) const;
  void reloading() const;
  void stopping() const;

  // The process is alive, and what it does gets on.
  void alive() const { tell("WATCHDOG=1"); }

  // How often alive() is to be said, half of what is allowed; nothing when nobody watches.
  [[nodiscard]] std::optional<std::chrono::milliseconds> aliveEvery() const { return alive_every_; }

  // The listening socket systemd holds for us, once.
  [[nodiscard]] core::FileDescriptor takeListener() { return std::move(listener_); }

private:
  void tell(std::string_view state) const;

  std::string socket_;
  std::optional<std::chrono::milliseconds> alive_every_;
  core::FileDescriptor listener_;
};

}  // namespace bailey::app
