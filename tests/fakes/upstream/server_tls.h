// The TLS of a fault upstream, as well or as badly as a test wants it.
#pragma once

#include "fakes/test_certificates.h"

#include <memory>

struct ssl_ctx_st;

namespace bailey::fakes::upstream {

enum class TlsVersions { kCurrent, kBefore12 };

struct FreeTls {
  void operator()(ssl_ctx_st* context) const;
};

using ServerTls = std::unique_ptr<ssl_ctx_st, FreeTls>;

// Resumes sessions. Throws std::runtime_error.
ServerTls makeServerTls(const TestCertificates& files, TlsVersions versions);

}  // namespace bailey::fakes::upstream
