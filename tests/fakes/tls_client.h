// A caller that says exactly the bytes a test wants over real TLS, and reads what comes back.
// Written on OpenSSL alone, so that it shares no code and no mistakes with the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace bailey::fakes {

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

// The peer is silent, gone, or says no HTTP.
class ClientError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct ClientOptions {
  std::filesystem::path ca;           // trusted; the name localhost is checked
  std::filesystem::path certificate;  // the client's own; empty: none
  std::filesystem::path key;
  std::chrono::seconds patience{30};  // for each answer
  int tls_version_max = 0;            // as OpenSSL numbers them; 0: any
};

// One connection. Blocking; one thread at a time.
class TlsClient {
public:
  // Connects to 127.0.0.1 and shakes hands. Throws ClientError.
  TlsClient(std::uint16_t port, const ClientOptions& options);
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  TlsClient(TlsClient&&) = delete;
  TlsClient& operator=(TlsClient&&) = delete;
  ~TlsClient();

  void send(std::string_view bytes);

  // As send(), but a peer that does not take them is no error. False: it did not.
  bool trySend(std::string_view bytes);

  // Reads one answer, interim ones (1xx) included. `no_body`: the answer to a HEAD.
  HttpAnswer read(bool no_body = false);

  HttpAnswer post(const std::string& path,
                  const std::string& body,
                  const std::string& headers = {});

  // Everything until the peer ends the connection, parsed or not.
  std::string readToEnd();

  // True when the peer ends the connection without another byte.
  bool isClosed() { return buffer_.empty() && readToEnd().empty(); }

  [[nodiscard]] std::string protocol() const;

  // SHA-256 of the server's certificate, as bytes.
  [[nodiscard]] std::string peerFingerprint() const;

private:
  bool fill();

  ssl_ctx_st* context_ = nullptr;
  ssl_st* ssl_ = nullptr;
  int fd_ = -1;
  std::string buffer_;
};

// A TCP connection to 127.0.0.1 that says nothing; -1 when it is refused. The caller closes it.
int connectTcp(std::uint16_t port);

}  // namespace bailey::fakes
