#include "fakes/upstream/byte_stream.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <linux/sockios.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace bailey::fakes::upstream {
namespace {

bool wouldBlock() {
  return errno == EAGAIN || errno == EINTR;
}

}  // namespace

void ByteStream::FreeSsl::operator()(ssl_st* ssl) const {
  ::SSL_free(ssl);
}

ByteStream::ByteStream(int fd, ssl_ctx_st* context) : fd_(fd) {
  if (context == nullptr) {
    return;
  }
  ssl_.reset(::SSL_new(context));
  if (ssl_ == nullptr || ::SSL_set_fd(ssl_.get(), fd) != 1) {
    throw std::runtime_error("no TLS for a connection");
  }
  ::SSL_set_accept_state(ssl_.get());
}

ByteStream::~ByteStream() {
  ::close(fd_);
}

Io ByteStream::judge(int result) {
  wants_to_write_ = false;
  if (result > 0) {
    return Io::kDone;
  }
  switch (::SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_WRITE:
      wants_to_write_ = true;
      return Io::kBlocked;
    case SSL_ERROR_WANT_READ:
      return Io::kBlocked;
    default:
      return Io::kDisconnected;
  }
}

Io ByteStream::shakeHands() {
  if (ssl_ == nullptr) {
    return Io::kDone;
  }
  ::ERR_clear_error();
  return judge(::SSL_do_handshake(ssl_.get()));
}

Io ByteStream::read(std::string& bytes) {
  std::array<char, 16384> block{};
  if (ssl_ != nullptr) {
    ::ERR_clear_error();
    std::size_t count = 0;
    const Io io = judge(::SSL_read_ex(ssl_.get(), block.data(), block.size(), &count));
    bytes.append(block.data(), count);
    return io;
  }
  wants_to_write_ = false;
  const ssize_t count = ::recv(fd_, block.data(), block.size(), 0);
  if (count > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(count));
    return Io::kDone;
  }
  return count < 0 && wouldBlock() ? Io::kBlocked : Io::kDisconnected;
}

Io ByteStream::write(std::string_view bytes, std::size_t& taken) {
  taken = 0;
  if (ssl_ != nullptr) {
    ::ERR_clear_error();
    return judge(::SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &taken));
  }
  const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) {
    taken = static_cast<std::size_t>(count);
    return Io::kDone;
  }
  wants_to_write_ = wouldBlock();
  return wants_to_write_ ? Io::kBlocked : Io::kDisconnected;
}

bool ByteStream::isResumed() const {
  return ssl_ != nullptr && ::SSL_session_reused(ssl_.get()) == 1;
}

bool ByteStream::isDelivered() const {
  int unacknowledged = 0;
  return ::ioctl(fd_, SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0;
}

void ByteStream::endWriting(bool politely) {
  if (ssl_ != nullptr && politely) {
    ::ERR_clear_error();
    ::SSL_shutdown(ssl_.get());
  }
  ::shutdown(fd_, SHUT_WR);
}

void ByteStream::reset() const {
  const linger at_once{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

}  // namespace bailey::fakes::upstream
