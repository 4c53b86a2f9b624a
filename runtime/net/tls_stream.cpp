#include "net/tls_stream.h"

#include <cerrno>
#include <exception>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace bailey::net {
namespace {

using Poco::Net::SecureStreamSocket;

// Poco 1.11 hides the SSL of a socket. OpenSSL shows it to a context's info callback, on the thread
// and inside the call that begins the handshake, so a variable of this thread brings it over.
thread_local SSL* seen_in_handshake = nullptr;  // NOLINT(*-avoid-non-const-global-variables)

void noteSsl(const SSL* ssl, int where, int /*value*/) {
  if ((where & SSL_CB_HANDSHAKE_START) != 0) {
    seen_in_handshake = const_cast<SSL*>(ssl);  // OpenSSL's own signature takes away what it gave
  }
}

}  // namespace

void letStreamsSeeTheirSsl(const Poco::Net::Context::Ptr& context) {
  SSL_CTX_set_info_callback(context->sslContext(), &noteSsl);
}

TlsStream::TlsStream(const Poco::Net::StreamSocket& socket, const Poco::Net::Context::Ptr& context)
    : plain_(socket),
      secure_(SecureStreamSocket::attach(plain_, context)),
      fd_(plain_.impl()->sockfd()) {}

TlsStream::~TlsStream() {
  // Poco would send close_notify and wait for the peer's; sayGoodbye() is our only good-bye.
  if (ssl_ != nullptr) {
    SSL_set_quiet_shutdown(ssl_, 1);
  }
  plain_.impl()->close();
}

template <typename Call>
IoResult TlsStream::guarded(Call&& call) {
  using State = IoResult::State;
  if (over_) {
    return {State::Closed, 0};
  }
  ERR_clear_error();
  errno = 0;
  int result = 0;
  try {
    result = call();
  } catch (const std::exception&) {  // a reset, a broken record, a refused handshake: all the end
    over_ = true;
    ERR_clear_error();
    return {State::Failed, 0};
  }
  if (result > 0) {
    return {State::Done, static_cast<std::size_t>(result)};
  }
  if (result == SecureStreamSocket::ERR_SSL_WANT_READ) {
    return {State::WantRead, 0};
  }
  if (result == SecureStreamSocket::ERR_SSL_WANT_WRITE) {
    return {State::WantWrite, 0};
  }
  over_ = true;
  return {State::Closed, 0};
}

IoResult TlsStream::handshake() {
  seen_in_handshake = nullptr;
  const IoResult result = guarded([this] { return secure_.completeHandshake(); });
  if (seen_in_handshake != nullptr) {
    ssl_ = seen_in_handshake;
  }
  return result;
}

IoResult TlsStream::read(char* buffer, std::size_t bytes) {
  return guarded([&] { return secure_.receiveBytes(buffer, static_cast<int>(bytes)); });
}

IoResult TlsStream::write(const char* data, std::size_t bytes) {
  return guarded([&] { return secure_.sendBytes(data, static_cast<int>(bytes)); });
}

bool TlsStream::hasBufferedInput() const {
  return ssl_ == nullptr || SSL_has_pending(ssl_) == 1;
}

void TlsStream::sayGoodbye() {
  if (ssl_ != nullptr && !over_) {
    ERR_clear_error();
    SSL_shutdown(ssl_);
    ERR_clear_error();
  }
  ::shutdown(fd_, SHUT_WR);
}

}  // namespace bailey::net
