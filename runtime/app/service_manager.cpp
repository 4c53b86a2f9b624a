#include "app/service_manager.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <utility>

namespace bailey::app {
namespace {

constexpr int kFirstListener = 3;          // SD_LISTEN_FDS_START
constexpr std::int64_t kHalfInMs = 2'000;  // from microseconds to half of it in milliseconds

std::string take(const char* variable) {
  const char* value = std::getenv(variable);
  std::string text = value == nullptr ? "" : value;
  ::unsetenv(variable);
  return text;
}

std::int64_t takeNumber(const char* variable) {
  const std::string text = take(variable);
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::int64_t monotonicMicroseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
}

}  // namespace

ServiceManager ServiceManager::fromEnvironment() {
  ServiceManager manager;
  manager.socket_ = take("NOTIFY_SOCKET");
  const std::int64_t watchdog_us = takeNumber("WATCHDOG_USEC");
  const std::int64_t watchdog_pid = takeNumber("WATCHDOG_PID");
  if (watchdog_us > 0 && (watchdog_pid == 0 || watchdog_pid == ::getpid())) {
    manager.alive_every_ =
        std::chrono::milliseconds(std::max<std::int64_t>(1, watchdog_us / kHalfInMs));
  }
  const std::int64_t listeners = takeNumber("LISTEN_FDS");
  const std::int64_t listen_pid = takeNumber("LISTEN_PID");
  (void)take("LISTEN_FDNAMES");
  if (listeners > 0 && listen_pid == ::getpid()) {
    ::fcntl(kFirstListener, F_SETFD, FD_CLOEXEC);
    manager.listener_ = core::FileDescriptor(kFirstListener);
  }
  return manager;
}

void ServiceManager::ready(std::string_view status) const {
  tell("READY=1\nSTATUS=" + std::string(status));
}

void ServiceManager::reloading() const {
  tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonicMicroseconds()));
}

void ServiceManager::stopping() const {
  tell("STOPPING=1\nSTATUS=answering what is on its way");
}

void ServiceManager::tell(std::string_view state) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof(address.sun_path)) {
    return;
  }
  address.sun_family = AF_UNIX;
  socket_.copy(address.sun_path, socket_.size());
  if (address.sun_path[0] == '@') {
    address.sun_path[0] = '\0';  // a socket without a file
  }
  const core::FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  // Nothing can be done about a manager that does not listen.
  (void)!::sendto(socket.get(),
                  state.data(),
                  state.size(),
                  MSG_NOSIGNAL,
                  reinterpret_cast<const sockaddr*>(&address),
                  length);
}

}  // namespace bailey::app
