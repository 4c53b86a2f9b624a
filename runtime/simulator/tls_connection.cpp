#include "simulator/tls_connection.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/StreamSocket.h>

#include <poll.h>

#include <algorithm>
#include <climits>
#include <openssl/err.h>
#include <utility>

namespace bailey::simulator {
namespace {

using Poco::Net::SecureStreamSocket;

std::chrono::milliseconds timeLeft(Deadline deadline) {
  return std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
}

// Waits until the socket is ready for what TLS wants next; false when the deadline comes first.
bool waitFor(const SecureStreamSocket& socket, int wanted, Deadline deadline) {
  const bool wants_write = wanted == SecureStreamSocket::ERR_SSL_WANT_WRITE;
  pollfd descriptor{socket.impl()->sockfd(), static_cast<short>(wants_write ? POLLOUT : POLLIN), 0};
  const std::chrono::milliseconds left = timeLeft(deadline);
  if (left.count() <= 0) {
    return false;
  }
  // A signal ends the wait early; TLS is then asked again and the deadline still holds.
  const auto timeout = static_cast<int>(std::min<long long>(left.count(), INT_MAX));
  return poll(&descriptor, 1, timeout) != 0;
}

// Repeats `step` until it neither wants to read nor to write; what it returned last, negative when
// the deadline came first.
template <typename Step>
int repeatUntil(Deadline deadline, const SecureStreamSocket& socket, Step&& step) {
  while (true) {
    // OpenSSL judges a call by what older calls left in the thread's error queue.
    ERR_clear_error();
    const int result = step();
    if (result >= 0 || !waitFor(socket, result, deadline)) {
      return result;
    }
  }
}

// The result of `step` once it is done, or why it cannot be; `fault` when that is not the deadline.
template <typename Step>
core::Result<int, CallError> untilDone(const SecureStreamSocket& socket,
                                       Deadline deadline,
                                       CallFault fault,
                                       Step&& step) {
  try {
    const int result = repeatUntil(deadline, socket, std::forward<Step>(step));
    if (result < 0) {
      return CallError{CallFault::Late, "no answer before the deadline"};
    }
    return result;
  } catch (const Poco::Net::SSLConnectionUnexpectedlyClosedException&) {
    return CallError{fault, "the connection was closed without notice"};
  } catch (const Poco::Exception& exception) {
    return CallError{fault, exception.displayText()};
  }
}

core::Result<SecureStreamSocket, CallError> connectTo(const Poco::Net::SocketAddress& address,
                                                      const std::string& host,
                                                      const Poco::Net::Context::Ptr& context,
                                                      Deadline deadline) {
  try {
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(timeLeft(deadline));
    if (left.count() <= 0) {
      return CallError{CallFault::Late, "no connection before the deadline"};
    }
    Poco::Net::StreamSocket plain;
    plain.connect(address, Poco::Timespan(left.count()));
    plain.setNoDelay(true);
    // Before attach(): a blocking socket would do its handshake inside, without a deadline.
    plain.setBlocking(false);
    return SecureStreamSocket::attach(plain, host, context);
  } catch (const Poco::TimeoutException&) {
    return CallError{CallFault::Late, "no connection before the deadline"};
  } catch (const Poco::Exception& exception) {
    return CallError{CallFault::Unreachable, exception.displayText()};
  }
}

}  // namespace

core::Result<std::unique_ptr<TlsConnection>, CallError> TlsConnection::open(
    const std::vector<Poco::Net::SocketAddress>& addresses,
    const std::string& host,
    const Poco::Net::Context::Ptr& context,
    Deadline deadline) {
  CallError reason{CallFault::Unreachable, "the host has no address"};
  for (const Poco::Net::SocketAddress& address : addresses) {
    auto socket = connectTo(address, host, context, deadline);
    if (!socket.ok()) {
      reason = socket.error();
      continue;
    }
    std::unique_ptr<TlsConnection> connection(new TlsConnection(socket.value()));
    auto error = connection->prove(host, deadline);
    if (!error) {
      return connection;
    }
    reason = std::move(*error);
  }
  return reason;
}

std::optional<CallError> TlsConnection::prove(const std::string& host, Deadline deadline) {
  const auto handshake = untilDone(socket_, deadline, CallFault::Unreachable, [this, &host] {
    const int result = socket_.completeHandshake();
    if (result >= 0) {
      // The handshake proves the chain only; Poco leaves the host's name to its caller here.
      socket_.verifyPeerCertificate(host);
    }
    return result;
  });
  if (handshake.ok()) {
    return std::nullopt;
  }
  return CallError{handshake.error().fault, "TLS handshake failed: " + handshake.error().message};
}

TlsConnection::~TlsConnection() {
  try {
    // Not shutdown(): it would wait for the peer's farewell.
    ERR_clear_error();
    socket_.abort();
  } catch (const Poco::Exception&) {  // NOLINT(bugprone-empty-catch)
    // The connection is gone already, which is what was asked for.
  }
}

std::optional<CallError> TlsConnection::send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX));
    const auto sent = untilDone(socket_, deadline, CallFault::Broken, [this, bytes, size] {
      return socket_.sendBytes(bytes.data(), size);
    });
    if (!sent.ok()) {
      return sent.error();
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent.value()));
  }
  return std::nullopt;
}

core::Result<std::size_t, CallError> TlsConnection::receive(char* buffer,
                                                            std::size_t size,
                                                            Deadline deadline) {
  const int room = static_cast<int>(std::min<std::size_t>(size, INT_MAX));
  const auto received = untilDone(socket_, deadline, CallFault::Broken, [this, buffer, room] {
    return socket_.receiveBytes(buffer, room);
  });
  if (!received.ok()) {
    return received.error();
  }
  return static_cast<std::size_t>(received.value());
}

bool TlsConnection::quiet() const {
  pollfd descriptor{socket_.impl()->sockfd(), POLLIN, 0};
  return poll(&descriptor, 1, 0) == 0;
}

}  // namespace bailey::simulator
