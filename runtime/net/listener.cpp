#include "net/listener.h"

#include <Poco/Net/IPAddress.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace bailey::net {
namespace {

// Poco's server sockets make their own descriptor; these are given one.
class AdoptedSocketImpl final : public Poco::Net::ServerSocketImpl {
public:
  explicit AdoptedSocketImpl(int fd) { reset(fd); }
};

class AdoptedSocket final : public Poco::Net::ServerSocket {
public:
  explicit AdoptedSocket(int fd) : ServerSocket(new AdoptedSocketImpl(fd), true) {}
};

core::FileDescriptor openReserve() {
  return core::FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

std::string textOf(const sockaddr_storage& address) {
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (address.ss_family == AF_INET6) {
    return Poco::Net::IPAddress(&reinterpret_cast<const sockaddr_in6*>(generic)->sin6_addr,
                                sizeof(in6_addr))
        .toString();
  }
  return Poco::Net::IPAddress(&reinterpret_cast<const sockaddr_in*>(generic)->sin_addr,
                              sizeof(in_addr))
      .toString();
}

}  // namespace

core::Result<std::unique_ptr<Listener>> Listener::open(const config::Listen& settings) {
  try {
    Poco::Net::ServerSocket socket;
    const Poco::Net::SocketAddress address(settings.address, settings.port);
    socket.bind(address, /*reuseAddress=*/true, /*reusePort=*/false);
    socket.setBlocking(false);
    ::fcntl(socket.impl()->sockfd(), F_SETFD, FD_CLOEXEC);
    socket.listen(settings.backlog);
    return std::unique_ptr<Listener>(new Listener(std::move(socket)));
  } catch (const Poco::Exception& failed) {
    return core::Error{"cannot listen on " + settings.address + " port " +
                       std::to_string(settings.port) + ": " + failed.displayText()};
  }
}

core::Result<std::unique_ptr<Listener>> Listener::adopt(core::FileDescriptor socket) {
  int listens = 0;
  socklen_t length = sizeof(listens);
  if (::getsockopt(socket.get(), SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) != 0 ||
      listens == 0) {
    return core::Error{"the socket handed over by the service manager does not listen"};
  }
  try {
    AdoptedSocket adopted(socket.release());
    adopted.setBlocking(false);
    return std::unique_ptr<Listener>(new Listener(adopted));
  } catch (const Poco::Exception& failed) {
    return core::Error{"the socket handed over by the service manager is of no use: " +
                       failed.displayText()};
  }
}

Listener::Listener(Poco::Net::ServerSocket socket)
    : socket_(std::move(socket)),
      reserve_(openReserve()) {}

Accepted Listener::accept(bool want_address) {
  sockaddr_storage address{};
  socklen_t length = sizeof(address);
  // Not Poco's accept: it makes sockets that block and that a child process would inherit.
  const int connection =
      ::accept4(fd(), reinterpret_cast<sockaddr*>(&address), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (connection < 0) {
    const bool exhausted =
        errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS;
    return exhausted ? turnAway() : Accepted{Accepted::State::Empty, std::nullopt, {}};
  }
  const int on = 1;
  ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  Poco::Net::StreamSocket socket(new Poco::Net::StreamSocketImpl(connection));
  socket.setBlocking(false);
  return {Accepted::State::Connection,
          std::move(socket),
          want_address ? textOf(address) : std::string()};
}

// Without a free file the caller would stay in the queue and wake the loop for ever; with the
// reserve it is taken and closed, which it notices.
Accepted Listener::turnAway() {
  const std::lock_guard lock(reserve_mutex_);
  reserve_.reset();
  core::FileDescriptor caller(::accept4(fd(), nullptr, nullptr, SOCK_CLOEXEC));
  caller.reset();
  reserve_ = openReserve();
  return {Accepted::State::Exhausted, std::nullopt, {}};
}

}  // namespace bailey::net
