#include "upstream/tls_trust.h"

#include <Poco/Exception.h>
#include <Poco/Net/IPAddress.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace bailey::upstream {
namespace {

using Poco::Net::Context;

constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

// Where an SSL knows its TlsSession.
int sessionIndex() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

bool isAddress(const std::string& host) {
  Poco::Net::IPAddress ignored;
  return Poco::Net::IPAddress::tryParse(host, ignored);
}

}  // namespace

core::Result<TlsTrust> makeTlsTrust(const std::filesystem::path& ca) {
  try {
    Context::Params parameters;
    parameters.verificationMode = Context::VERIFY_STRICT;
    parameters.verificationDepth = 9;
    parameters.loadDefaultCAs = ca.empty();
    parameters.caLocation = ca.string();
    parameters.cipherList = kTls12Ciphers;
    TlsTrust trust(new Context(Context::TLS_CLIENT_USE, parameters));
    trust->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    SSL_CTX* raw = trust->sslContext();
    // Not Poco's callback: it asks handlers of a singleton that we do not have.
    SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_mode(raw,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                         SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // In TLS 1.3 sessions come after the handshake, where Poco does not look any more.
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(raw, &TlsSession::onNew);
    return trust;
  } catch (const Poco::Exception&) {
    ERR_clear_error();
    return core::Error{ca.empty() ? "the system's certificate authorities cannot be read"
                                  : ca.string() + ": no certificate authority can be read from it"};
  }
}

TlsTrust SystemTrust::get() {
  return trust_.with([](TlsTrust& trust) {
    if (trust.isNull()) {
      if (auto made = makeTlsTrust({}); made.ok()) {
        trust = made.value();
      }
    }
    return trust;
  });
}

TlsSession::~TlsSession() {
  SSL_SESSION_free(session_);
}

void TlsSession::useFor(SSL* ssl) {
  SSL_set_ex_data(ssl, sessionIndex(), this);
  if (session_ != nullptr) {
    SSL_set_session(ssl, session_);
  }
}

int TlsSession::onNew(SSL* ssl, SSL_SESSION* session) {
  auto* keeper = static_cast<TlsSession*>(SSL_get_ex_data(ssl, sessionIndex()));
  if (keeper == nullptr) {
    return 0;
  }
  SSL_SESSION_free(keeper->session_);
  keeper->session_ = session;
  return 1;  // the reference is ours now
}

void expectHost(SSL* ssl, const std::string& host) {
  if (isAddress(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
    return;
  }
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  SSL_set1_host(ssl, host.c_str());
  SSL_ctrl(ssl,
           SSL_CTRL_SET_TLSEXT_HOSTNAME,
           TLSEXT_NAMETYPE_host_name,
           const_cast<char*>(host.c_str()));  // copied, whatever the signature says
}

}  // namespace bailey::upstream
