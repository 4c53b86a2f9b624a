// The TLS side of requests to CRMs: whom to trust, and sessions to resume.
#pragma once

#include "core/guarded.h"
#include "core/result.h"

#include <Poco/Net/Context.h>

#include <filesystem>
#include <string>

using SSL = struct ssl_st;  // OpenSSL's, which its headers declare the same way
using SSL_SESSION = struct ssl_session_st;

namespace bailey::upstream {

using TlsTrust = Poco::Net::Context::Ptr;

// TLS 1.2 and up, certificates verified against `ca` (PEM), or against the system's authorities
// when it is empty. Fails with a clause that names the file.
core::Result<TlsTrust> makeTlsTrust(const std::filesystem::path& ca);

// The system's authorities, read when first asked for: that takes milliseconds, and memory that an
// integration without TLS has no use for. Any thread.
class SystemTrust {
public:
  // Null when they cannot be read.
  [[nodiscard]] TlsTrust get();

private:
  core::Guarded<TlsTrust> trust_;
};

// The newest session a server gave, for its next connection. One loop's.
class TlsSession {
public:
  TlsSession() = default;
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;
  TlsSession(TlsSession&&) = delete;
  TlsSession& operator=(TlsSession&&) = delete;
  ~TlsSession();

  // Makes `ssl` resume it, if there is one, and keeps here what its server gives. Outlives `ssl`.
  void useFor(SSL* ssl);

private:
  static int onNew(SSL* ssl, SSL_SESSION* session);
  friend core::Result<TlsTrust> makeTlsTrust(const std::filesystem::path& ca);

  SSL_SESSION* session_ = nullptr;
};

// Makes `ssl` accept no certificate but a trusted one of `host`, and tell the server that name.
void expectHost(SSL* ssl, const std::string& host);

}  // namespace bailey::upstream
