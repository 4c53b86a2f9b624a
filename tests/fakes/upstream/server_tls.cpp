#include "fakes/upstream/server_tls.h"

#include <array>
#include <openssl/ssl.h>
#include <stdexcept>

namespace bailey::fakes::upstream {
namespace {

void require(bool done, const char* what) {
  if (!done) {
    throw std::runtime_error(std::string("no TLS for the fault upstream: ") + what);
  }
}

}  // namespace

void FreeTls::operator()(ssl_ctx_st* context) const {
  ::SSL_CTX_free(context);
}

ServerTls makeServerTls(const TestCertificates& files, TlsVersions versions) {
  ServerTls tls(::SSL_CTX_new(::TLS_server_method()));
  SSL_CTX* const context = tls.get();
  require(context != nullptr, "context");
  require(::SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) == 1,
          "certificate");
  require(::SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1, "key");
  ::SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Only sessions of the same context are resumed.
  constexpr std::array<unsigned char, 5> kContext = {'f', 'a', 'u', 'l', 't'};
  require(::SSL_CTX_set_session_id_context(context, kContext.data(), kContext.size()) == 1,
          "session context");
  if (versions == TlsVersions::kBefore12) {
    // Debian's security level would refuse them by itself, but the client is to.
    require(::SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0") == 1, "ciphers");
    require(SSL_CTX_set_min_proto_version(context, TLS1_VERSION) == 1, "lowest version");
    require(SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION) == 1, "highest version");
  }
  return tls;
}

}  // namespace bailey::fakes::upstream
