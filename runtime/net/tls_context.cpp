#include "net/tls_context.h"

#include "net/tls_stream.h"

#include <array>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string>

namespace bailey::net {
namespace {

using core::Error;
using Poco::Net::Context;

// Forward secrecy and authenticated encryption only.
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr const char* kTls13Ciphers =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";

std::string sslReason() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "unknown TLS error" : reason;
}

// For tickets: callers without a resumed session pay a full handshake, so one is worth its cost;
// two, the default, only serve browsers.
constexpr std::size_t kTicketsPerHandshake = 1;

void harden(SSL_CTX* context) {
  SSL_CTX_set_options(
      context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Partial writes from buffers that move: what a non-blocking server needs. Released buffers: an
  // idle connection keeps some 30 KiB less. (hosting.md T5)
  SSL_CTX_set_mode(context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                       SSL_MODE_RELEASE_BUFFERS);
  // One system call per record instead of two.
  SSL_CTX_set_read_ahead(context, 1);
  // Resumption works by tickets; a cache would only cost memory.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, kTicketsPerHandshake);
  SSL_CTX_set_max_early_data(context, 0);  // 0-RTT can be replayed
}

core::Result<bool> useFiles(SSL_CTX* context, const config::Tls& settings) {
  if (SSL_CTX_use_certificate_chain_file(context, settings.certificate.c_str()) != 1) {
    return Error{settings.certificate.string() +
                 ": no certificate can be read from it: " + sslReason()};
  }
  if (SSL_CTX_use_PrivateKey_file(context, settings.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return Error{settings.key.string() + ": no private key can be read from it: " + sslReason()};
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    return Error{settings.key.string() + ": does not belong to " + settings.certificate.string() +
                 ": " + sslReason()};
  }
  return true;
}

core::Result<bool> askForCertificates(SSL_CTX* context,
                                      const std::set<std::filesystem::path>& authorities) {
  // Their names are a hint to the client which certificate to show.
  STACK_OF(X509_NAME)* names = sk_X509_NAME_new_null();
  for (const std::filesystem::path& file : authorities) {
    if (SSL_CTX_load_verify_file(context, file.c_str()) != 1) {
      sk_X509_NAME_pop_free(names, &X509_NAME_free);
      return Error{file.string() +
                   ": no certificate authority can be read from it: " + sslReason()};
    }
    SSL_add_file_cert_subjects_to_stack(names, file.c_str());
  }
  SSL_CTX_set_client_CA_list(context, names);  // takes them over
  // Not through Poco: its callback asks handlers of a singleton that we do not have.
  SSL_CTX_set_verify(context, authorities.empty() ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  static constexpr std::array<unsigned char, 6> kSessionScope = {'b', 'a', 'i', 'l', 'e', 'y'};
  SSL_CTX_set_session_id_context(context, kSessionScope.data(), kSessionScope.size());
  return true;
}

core::Result<TlsContext> make(const config::Tls& settings,
                              const std::set<std::filesystem::path>& authorities) {
  Context::Params parameters;
  parameters.verificationMode = Context::VERIFY_NONE;
  parameters.loadDefaultCAs = false;
  parameters.cipherList = kTls12Ciphers;
  Context::Ptr context(new Context(Context::TLS_SERVER_USE, parameters));
  context->requireMinimumProtocol(settings.minimum_version == config::TlsVersion::Tls13
                                      ? Context::PROTO_TLSV1_3
                                      : Context::PROTO_TLSV1_2);
  // Else Poco would check a caller's certificate as if it were a server's, host name and all.
  context->enableExtendedCertificateVerification(false);
  SSL_CTX* raw = context->sslContext();
  harden(raw);
  if (SSL_CTX_set_ciphersuites(raw, kTls13Ciphers) != 1) {
    return Error{"the TLS library refuses the cipher suites: " + sslReason()};
  }
  if (auto used = useFiles(raw, settings); !used.ok()) {
    return used.error();
  }
  if (auto asked = askForCertificates(raw, authorities); !asked.ok()) {
    return asked.error();
  }
  letStreamsSeeTheirSsl(context);
  return context;
}

}  // namespace

core::Result<TlsContext> makeTlsContext(const config::Tls& settings,
                                        const std::set<std::filesystem::path>& authorities) {
  try {
    return make(settings, authorities);
  } catch (const Poco::Exception& failed) {
    return Error{"TLS cannot be set up: " + failed.displayText()};
  }
}

void carryTicketKeys(const TlsContext& from, const TlsContext& to) {
  const long bytes = SSL_CTX_get_tlsext_ticket_keys(from->sslContext(), nullptr, 0);
  std::vector<unsigned char> keys(static_cast<std::size_t>(bytes));
  if (SSL_CTX_get_tlsext_ticket_keys(from->sslContext(), keys.data(), bytes) == 1) {
    SSL_CTX_set_tlsext_ticket_keys(to->sslContext(), keys.data(), bytes);
  }
  OPENSSL_cleanse(keys.data(), keys.size());
}

}  // namespace bailey::net
