#include "fakes/upstream/listener.h"

#include <poll.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>

namespace bailey::fakes::upstream {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void require(bool done, const char* what) {
  if (!done) {
    throw std::system_error(errno, std::generic_category(), what);
  }
}

}  // namespace

Listener::Listener(std::uint16_t port, int backlog)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  require(fd_ >= 0, "socket");
  const int yes = 1;
  ::setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  sockaddr_in address = loopback(port);
  socklen_t size = sizeof(address);
  require(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) == 0, "bind");
  require(::listen(fd_, backlog) == 0, "listen");
  ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
}

Listener::~Listener() {
  ::close(fd_);
  if (filler_ >= 0) {
    ::close(filler_);
  }
}

void Listener::fill() {
  filler_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port_);
  require(::connect(filler_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
          "connect");
  // Connected for the one side is not yet queued for the other.
  pollfd queued{fd_, POLLIN, 0};
  constexpr int kPatience = 10'000;
  require(::poll(&queued, 1, kPatience) == 1, "a connection does not arrive");
}

}  // namespace bailey::fakes::upstream
