// The public port: a listening socket that several event loops accept from.
#pragma once

#include "config/settings.h"
#include "core/file_descriptor.h"
#include "core/result.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace bailey::net {

struct Accepted {
  enum class State : std::uint8_t {
    Unset = 0,
    Connection,  // `socket` is set, and does not block
    Empty,       // nobody is waiting
    Exhausted,   // out of files or memory: a caller was turned away; pause before the next accept
  };

  State state = State::Unset;
  std::optional<Poco::Net::StreamSocket> socket;
  std::string address;  // the peer's, without port; empty unless asked for
};

// accept() and fd() from any thread.
class Listener {
public:
  // Binds and listens. Fails with a clause that names the address and port.
  static core::Result<std::unique_ptr<Listener>> open(const config::Listen& settings);

  // Takes over a socket that listens already, as a service manager hands it over. Fails with a
  // clause that says what is wrong with it.
  static core::Result<std::unique_ptr<Listener>> adopt(core::FileDescriptor socket);

  [[nodiscard]] Accepted accept(bool want_address);

  [[nodiscard]] int fd() const { return socket_.impl()->sockfd(); }

  // The real one when the settings said 0.
  [[nodiscard]] std::uint16_t port() const { return socket_.address().port(); }

private:
  explicit Listener(Poco::Net::ServerSocket socket);

  Accepted turnAway();

  Poco::Net::ServerSocket socket_;
  std::mutex reserve_mutex_;
  core::FileDescriptor reserve_;  // one file kept back, so that there is always one to answer with
};

}  // namespace bailey::net
