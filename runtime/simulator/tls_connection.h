// One TLS connection whose every wait ends at a deadline: no peer, however slow, holds the caller
// longer, not even one that sends a byte a second. (Poco's own client counts time per read only.)
#pragma once

#include "core/result.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

using Deadline = std::chrono::steady_clock::time_point;

enum class CallFault : std::uint8_t {
  Unset = 0,
  Unreachable,  // No connection, or its certificate does not prove the host.
  Late,         // The deadline passed.
  Broken,       // The connection ended early, or what came is not HTTP/1.1.
};

struct CallError {
  CallFault fault = CallFault::Unset;
  std::string message;  // One clause, lower case; never a byte of the answer.
};

// Not thread-safe. Unusable after an error.
class TlsConnection {
public:
  // Tries the addresses in turn. The peer must prove that it is `host` to `context`.
  // REQUIRES: context verifies strictly
  static core::Result<std::unique_ptr<TlsConnection>, CallError> open(
      const std::vector<Poco::Net::SocketAddress>& addresses,
      const std::string& host,
      const Poco::Net::Context::Ptr& context,
      Deadline deadline);

  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;
  TlsConnection(TlsConnection&&) = delete;
  TlsConnection& operator=(TlsConnection&&) = delete;
  ~TlsConnection();

  // Sends all of `bytes`.
  std::optional<CallError> send(std::string_view bytes, Deadline deadline);

  // What has arrived, at most `size` bytes; 0 when the peer ended the connection in an orderly way.
  core::Result<std::size_t, CallError> receive(char* buffer, std::size_t size, Deadline deadline);

  // Nothing has arrived since the last answer. An idle peer has nothing to say but farewell, so a
  // connection that is not quiet must not be used for another request.
  [[nodiscard]] bool quiet() const;

private:
  // Shakes hands and checks that the certificate proves `host`.
  std::optional<CallError> prove(const std::string& host, Deadline deadline);

  // Shares the socket.
  explicit TlsConnection(const Poco::Net::SecureStreamSocket& socket) : socket_(socket) {}

  Poco::Net::SecureStreamSocket socket_;
};

}  // namespace bailey::simulator
