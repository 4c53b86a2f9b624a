#include "fakes/tls_client.h"

#include <unistd.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <utility>

namespace bailey::fakes {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return text;
}

void setPatience(int fd, std::chrono::seconds patience) {
  const timeval time{patience.count(), 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof(time));
}

HttpAnswer parseHead(std::string_view head) {
  HttpAnswer answer;
  std::size_t line_end = head.find("\r\n");
  const std::string_view status_line = head.substr(0, line_end);
  if (!status_line.starts_with("HTTP/1.1 ") || status_line.size() < 12) {
    throw ClientError("no status line: " + std::string(status_line.substr(0, 40)));
  }
  answer.status = std::stoi(std::string(status_line.substr(9, 3)));
  while (line_end < head.size()) {
    const std::size_t begin = line_end + 2;
    line_end = std::min(head.find("\r\n", begin), head.size());
    const std::string_view line = head.substr(begin, line_end - begin);
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos) {
      answer.headers[lower(std::string(line.substr(0, colon)))] = line.substr(colon + 2);
    }
  }
  return answer;
}

}  // namespace

int connectTcp(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(fd);
    return -1;
  }
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return fd;
}

TlsClient::TlsClient(std::uint16_t port, const ClientOptions& options)
    : context_(SSL_CTX_new(TLS_client_method())),
      fd_(connectTcp(port)) {
  if (fd_ < 0) {
    SSL_CTX_free(context_);
    throw ClientError("the connection is refused");
  }
  setPatience(fd_, options.patience);
  SSL_CTX_load_verify_file(context_, options.ca.c_str());
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
  if (options.tls_version_max != 0) {
    SSL_CTX_set_max_proto_version(context_, options.tls_version_max);
    SSL_CTX_set_security_level(context_, 0);  // so that versions the server must refuse can be said
  }
  if (!options.certificate.empty()) {
    SSL_CTX_use_certificate_chain_file(context_, options.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context_, options.key.c_str(), SSL_FILETYPE_PEM);
  }
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, fd_);
  SSL_set1_host(ssl_, "localhost");
  std::string name = "localhost";
  SSL_ctrl(ssl_, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  if (SSL_connect(ssl_) != 1) {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ::close(fd_);
    ERR_clear_error();
    throw ClientError("the handshake failed");
  }
}

TlsClient::~TlsClient() {
  ERR_clear_error();
  SSL_shutdown(ssl_);
  SSL_free(ssl_);
  SSL_CTX_free(context_);
  ::close(fd_);
  ERR_clear_error();
}

bool TlsClient::trySend(std::string_view bytes) {
  while (!bytes.empty()) {
    ERR_clear_error();
    const int n = SSL_write(
        ssl_, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
    if (n <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void TlsClient::send(std::string_view bytes) {
  if (!trySend(bytes)) {
    throw ClientError("the peer does not take what is sent");
  }
}

// False when the peer has ended the connection.
bool TlsClient::fill() {
  std::array<char, 65536> block{};
  ERR_clear_error();
  const int n = SSL_read(ssl_, block.data(), static_cast<int>(block.size()));
  if (n > 0) {
    buffer_.append(block.data(), static_cast<std::size_t>(n));
    return true;
  }
  if (SSL_get_error(ssl_, n) == SSL_ERROR_SYSCALL && errno == EAGAIN) {
    throw ClientError("no answer in time");
  }
  return false;
}

HttpAnswer TlsClient::read(bool no_body) {
  std::size_t head_end = 0;
  while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) {
      throw ClientError("the connection ended before an answer, after: " + buffer_.substr(0, 40));
    }
  }
  HttpAnswer answer = parseHead(std::string_view(buffer_).substr(0, head_end));
  buffer_.erase(0, head_end + 4);
  const std::string length = answer.header("content-length");
  const std::size_t wanted = no_body || length.empty() ? 0 : std::stoul(length);
  while (buffer_.size() < wanted) {
    if (!fill()) {
      throw ClientError("the connection ended inside an answer");
    }
  }
  answer.body = buffer_.substr(0, wanted);
  buffer_.erase(0, wanted);
  return answer;
}

HttpAnswer TlsClient::post(const std::string& path,
                           const std::string& body,
                           const std::string& headers) {
  send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
       headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return read();
}

std::string TlsClient::readToEnd() {
  while (fill()) {}
  return std::exchange(buffer_, {});
}

std::string TlsClient::protocol() const {
  return SSL_get_version(ssl_);
}

std::string TlsClient::peerFingerprint() const {
  X509* certificate = SSL_get1_peer_certificate(ssl_);
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int bytes = 0;
  X509_digest(certificate, EVP_sha256(), reinterpret_cast<unsigned char*>(digest.data()), &bytes);
  X509_free(certificate);
  digest.resize(bytes);
  return digest;
}

}  // namespace bailey::fakes
