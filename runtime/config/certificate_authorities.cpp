#include "config/certificate_authorities.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace bailey::config {
namespace {

struct Free {
  void operator()(BIO* file) const { BIO_free(file); }

  void operator()(X509* certificate) const { X509_free(certificate); }
};

}  // namespace

core::Sha256Digest digestOf(const X509* certificate) {
  unsigned char* encoded = nullptr;
  const int length = i2d_X509(certificate, &encoded);
  const core::Sha256Digest digest = core::sha256(
      {reinterpret_cast<const char*>(encoded), length > 0 ? static_cast<std::size_t>(length) : 0});
  OPENSSL_free(encoded);
  return digest;
}

core::Result<std::vector<core::Sha256Digest>> readCertificateAuthorities(
    const std::filesystem::path& file) {
  std::vector<core::Sha256Digest> digests;
  const std::unique_ptr<BIO, Free> content(BIO_new_file(file.c_str(), "r"));
  while (content != nullptr) {
    const std::unique_ptr<X509, Free> certificate(
        PEM_read_bio_X509(content.get(), nullptr, nullptr, nullptr));
    if (certificate == nullptr) {
      break;  // the end of the file, or of what can be read of it
    }
    digests.push_back(digestOf(certificate.get()));
  }
  ERR_clear_error();
  if (digests.empty()) {
    return core::Error{"holds no certificate in PEM form"};
  }
  return digests;
}

}  // namespace bailey::config
