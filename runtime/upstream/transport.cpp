#include "upstream/transport.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace bailey::upstream {

using State = event::IoResult::State;

namespace {

bool wouldBlock(int error) {
  return error == EAGAIN || error == EINTR;
}

}  // namespace

void Transport::FreeSsl::operator()(SSL* ssl) const {
  SSL_free(ssl);
}

Transport::Transport(const Poco::Net::SocketAddress& address) {
  socket_.connectNB(address);
  socket_.setNoDelay(true);
}

Transport::~Transport() {
  if (ssl_ && !broken_ && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());  // our good-bye; nobody waits for theirs
    ERR_clear_error();
  }
}

Transport::Io Transport::finishConnect() {
  return {socket_.impl()->socketError() == 0 ? State::Done : State::Failed};
}

void Transport::startTls(const TlsTrust& trust, const std::string& host, TlsSession& session) {
  ssl_.reset(SSL_new(trust->sslContext()));
  SSL_set_fd(ssl_.get(), fd());
  SSL_set_connect_state(ssl_.get());
  expectHost(ssl_.get(), host);
  session.useFor(ssl_.get());
}

Transport::Io Transport::handshake() {
  ERR_clear_error();
  return resultOf(SSL_do_handshake(ssl_.get()));
}

Transport::Io Transport::read(char* buffer, std::size_t bytes) {
  if (ssl_) {
    ERR_clear_error();
    return resultOf(
        SSL_read(ssl_.get(), buffer, static_cast<int>(std::min<std::size_t>(bytes, INT_MAX))));
  }
  const ssize_t count = ::recv(fd(), buffer, bytes, 0);
  if (count > 0) {
    return {State::Done, static_cast<std::size_t>(count)};
  }
  if (count == 0) {
    return {State::Closed};
  }
  return {wouldBlock(errno) ? State::WantRead : State::Failed};
}

Transport::Io Transport::write(const char* data, std::size_t bytes) {
  if (ssl_) {
    ERR_clear_error();
    return resultOf(
        SSL_write(ssl_.get(), data, static_cast<int>(std::min<std::size_t>(bytes, INT_MAX))));
  }
  const ssize_t count = ::send(fd(), data, bytes, MSG_NOSIGNAL);
  if (count >= 0) {
    return {State::Done, static_cast<std::size_t>(count)};
  }
  return {wouldBlock(errno) ? State::WantWrite : State::Failed};
}

Transport::Io Transport::resultOf(int returned) {
  if (returned > 0) {
    return {State::Done, static_cast<std::size_t>(returned)};
  }
  switch (SSL_get_error(ssl_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
      return {State::WantRead};
    case SSL_ERROR_WANT_WRITE:
      return {State::WantWrite};
    case SSL_ERROR_ZERO_RETURN:
      return {State::Closed};
    default:  // an end without close_notify too: who cut it off may have cut the answer short
      broken_ = true;
      ERR_clear_error();
      return {State::Failed};
  }
}

bool Transport::wasUntrusted() const {
  return ssl_ && SSL_get_verify_result(ssl_.get()) != X509_V_OK;
}

bool Transport::hasBuffered() const {
  return ssl_ && SSL_has_pending(ssl_.get()) == 1;
}

bool Transport::isQuiet() {
  char byte = 0;
  if (ssl_) {
    ERR_clear_error();
    return resultOf(SSL_peek(ssl_.get(), &byte, 1)).state == State::WantRead;
  }
  return ::recv(fd(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && wouldBlock(errno);
}

}  // namespace bailey::upstream
