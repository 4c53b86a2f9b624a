// The port of a fault upstream.
#pragma once

#include <cstdint>

namespace bailey::fakes::upstream {

class Listener {
public:
  // On 127.0.0.1; `port` 0 is any free one. Throws std::system_error.
  Listener(std::uint16_t port, int backlog);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  Listener(Listener&&) = delete;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  // Makes one connection that nobody accepts. With a backlog of 0 there is then no room for
  // another: whoever connects waits.
  void fill();

  [[nodiscard]] int fd() const { return fd_; }

  [[nodiscard]] std::uint16_t port() const { return port_; }

private:
  int fd_;
  int filler_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace bailey::fakes::upstream
