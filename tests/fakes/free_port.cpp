#include "fakes/free_port.h"

#include <unistd.h>

#include <netinet/in.h>
#include <random>
#include <stdexcept>
#include <sys/socket.h>

namespace bailey::fakes {
namespace {

class LoopbackSocket {
public:
  explicit LoopbackSocket(std::uint16_t port)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_port = htons(port);
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }

  LoopbackSocket(const LoopbackSocket&) = delete;
  LoopbackSocket& operator=(const LoopbackSocket&) = delete;
  LoopbackSocket(LoopbackSocket&&) = delete;
  LoopbackSocket& operator=(LoopbackSocket&&) = delete;

  ~LoopbackSocket() { ::close(fd_); }

  // Who listens there with SO_REUSEADDR does not mind connections that have just ended.
  [[nodiscard]] bool bind() const {
    const int yes = 1;
    ::setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    return ::bind(fd_, address(), sizeof(address_)) == 0;
  }

  [[nodiscard]] bool connect() const { return ::connect(fd_, address(), sizeof(address_)) == 0; }

private:
  [[nodiscard]] const sockaddr* address() const {
    return reinterpret_cast<const sockaddr*>(&address_);
  }

  int fd_;
  sockaddr_in address_{};
};

}  // namespace

std::uint16_t freePort() {
  // Below those of Linux's ip_local_port_range, so that no connection takes it meanwhile.
  std::random_device random;
  std::uniform_int_distribution<std::uint16_t> any(20'000, 31'999);
  constexpr int kAttempts = 1000;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::uint16_t port = any(random);
    if (LoopbackSocket(port).bind()) {
      return port;
    }
  }
  throw std::runtime_error("there is no free port");
}

bool isListening(std::uint16_t port) {
  return LoopbackSocket(port).connect();
}

}  // namespace bailey::fakes
