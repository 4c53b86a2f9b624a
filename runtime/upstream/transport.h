// A TCP connection to a CRM, with or without TLS, as a byte stream that never blocks.
#pragma once

#include "event/io_result.h"
#include "upstream/tls_trust.h"
#include "upstream/url.h"

#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <cstddef>
#include <memory>
#include <string>

namespace bailey::upstream {

// Belongs to one loop. Poco's socket below; OpenSSL itself above it, because Poco's
// HTTPSClientSession takes the end of a stream for a clean one, keeps no TLS 1.3 session and
// resolves names while it connects (hosting.md §3.3 C2 to C5).
class Transport {
public:
  using Io = event::IoResult;

  // Begins to connect; the socket becomes writable when that is decided. Throws Poco::Exception
  // when it is decided already, and badly.
  explicit Transport(const Poco::Net::SocketAddress& address);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  Transport(Transport&&) = delete;
  Transport& operator=(Transport&&) = delete;
  ~Transport();

  // REQUIRES: the socket is writable. Done or Failed.
  [[nodiscard]] Io finishConnect();

  // From now on the bytes are TLS to `host`. `session` outlives this.
  void startTls(const TlsTrust& trust, const std::string& host, TlsSession& session);

  [[nodiscard]] Io handshake();
  [[nodiscard]] Io read(char* buffer, std::size_t bytes);
  [[nodiscard]] Io write(const char* data, std::size_t bytes);

  // After a failed handshake: whether it was the certificate.
  [[nodiscard]] bool wasUntrusted() const;

  // Whether read() may have more although the socket is not readable.
  [[nodiscard]] bool hasBuffered() const;

  // Whether nothing has come, not even an end, since the last answer: the CRM still listens. A TLS
  // session it gives late is nothing.
  [[nodiscard]] bool isQuiet();

  [[nodiscard]] int fd() const { return socket_.impl()->sockfd(); }

private:
  struct FreeSsl {
    void operator()(SSL* ssl) const;
  };

  Io resultOf(int returned);

  Poco::Net::StreamSocket socket_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  bool broken_ = false;  // OpenSSL must not be asked to say good-bye after this
};

}  // namespace bailey::upstream
