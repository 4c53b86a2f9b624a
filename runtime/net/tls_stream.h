// A TLS connection as a byte stream that never blocks: Poco's secure socket with its traps closed.
#pragma once

#include "event/io_result.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <cstddef>

using SSL = struct ssl_st;  // OpenSSL's, which its headers declare the same way

namespace bailey::net {

using event::IoResult;

// Belongs to one event loop. Wraps SecureStreamSocket as hosting.md §3.2 asks: attached to a plain
// socket that does not block already (T1), OpenSSL's error queue cleared before each call (T2),
// the end of the stream final (T3), exceptions turned into results (T4).
class TlsStream {
public:
  // Takes over `socket`, which must be non-blocking.
  TlsStream(const Poco::Net::StreamSocket& socket, const Poco::Net::Context::Ptr& context);
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;
  TlsStream(TlsStream&&) = delete;
  TlsStream& operator=(TlsStream&&) = delete;

  // Closes the socket, without a word to the peer unless sayGoodbye() came first.
  ~TlsStream();

  [[nodiscard]] IoResult handshake();
  [[nodiscard]] IoResult read(char* buffer, std::size_t bytes);
  [[nodiscard]] IoResult write(const char* data, std::size_t bytes);

  // True when read() may have more although the socket is not readable: bytes already taken off it.
  [[nodiscard]] bool hasBufferedInput() const;

  // close_notify and the end of the TCP direction to the peer. Reading goes on.
  void sayGoodbye();

  [[nodiscard]] int fd() const { return fd_; }

  // For what Poco has no call for; null before the handshake began.
  [[nodiscard]] SSL* ssl() const { return ssl_; }

private:
  template <typename Call>
  IoResult guarded(Call&& call);

  Poco::Net::StreamSocket plain_;  // keeps the only right idea of blocking
  Poco::Net::SecureStreamSocket secure_;
  SSL* ssl_ = nullptr;
  int fd_;
  bool over_ = false;
};

// Makes every TlsStream of `context` learn its SSL when the handshake begins. Once per context.
void letStreamsSeeTheirSsl(const Poco::Net::Context::Ptr& context);

}  // namespace bailey::net
