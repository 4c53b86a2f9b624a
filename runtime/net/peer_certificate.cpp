#include "net/peer_certificate.h"

#include "config/certificate_authorities.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string>

namespace bailey::net {
namespace {

using pipeline::CallerCertificate;

std::string textOf(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

void addDnsNames(const X509* certificate, CallerCertificate& caller) {
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS) {
      caller.names.push_back(textOf(name->d.dNSName));
    }
  }
  GENERAL_NAMES_free(names);
}

void addCommonName(const X509* certificate, CallerCertificate& caller) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at >= 0) {
    caller.names.push_back(textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at))));
  }
}

}  // namespace

std::unique_ptr<CallerCertificate> readPeerCertificate(const TlsStream& stream) {
  const X509* leaf = stream.ssl() == nullptr ? nullptr : SSL_get0_peer_certificate(stream.ssl());
  if (leaf == nullptr) {
    return nullptr;
  }
  auto caller = std::make_unique<CallerCertificate>();
  addDnsNames(leaf, *caller);
  addCommonName(leaf, *caller);
  const STACK_OF(X509)* chain = SSL_get0_verified_chain(stream.ssl());
  for (int i = 1; i < sk_X509_num(chain); ++i) {  // 0 is the caller's own
    caller->issuers.push_back(config::digestOf(sk_X509_value(chain, i)));
  }
  return caller;
}

}  // namespace bailey::net
