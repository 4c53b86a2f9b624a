#include "fakes/test_certificates.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace bailey::fakes {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Stream = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;

void require(bool done, const char* what) {
  if (!done) {
    throw std::runtime_error(std::string("cannot make test certificates: ") + what);
  }
}

// What one certificate says.
struct Subject {
  std::string common_name;
  std::vector<std::pair<int, std::string>> extensions;  // NID and OpenSSL's text for it.
  std::chrono::hours lifetime{24};
  std::chrono::hours begins{-2};
};

struct Issuer {
  X509* certificate;  // Null: signs itself.
  EVP_PKEY* key;
};

Key makeKey() {
  // Not EVP_EC_gen(), a macro that casts const away.
  Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  require(key != nullptr, "key");
  return key;
}

void setSerial(X509* certificate) {
  constexpr int kSerialBits = 120;
  const Number serial(BN_new());
  require(serial != nullptr &&
              BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
              BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr,
          "serial number");
}

Certificate issue(const Subject& subject, EVP_PKEY* key, const Issuer& issuer) {
  Certificate certificate(X509_new());
  require(certificate != nullptr, "certificate");
  X509* const made = certificate.get();
  X509* const parent = issuer.certificate == nullptr ? made : issuer.certificate;
  X509_set_version(made, X509_VERSION_3);
  setSerial(made);
  constexpr long kHour = 3600;
  X509_gmtime_adj(X509_getm_notBefore(made), subject.begins.count() * kHour);
  X509_gmtime_adj(X509_getm_notAfter(made), (subject.lifetime.count() - 1) * kHour);
  const auto* name = reinterpret_cast<const unsigned char*>(subject.common_name.c_str());
  require(X509_NAME_add_entry_by_txt(
              X509_get_subject_name(made), "CN", MBSTRING_UTF8, name, -1, -1, 0) == 1,
          "name");
  require(X509_set_issuer_name(made, X509_get_subject_name(parent)) == 1, "issuer");
  require(X509_set_pubkey(made, key) == 1, "public key");
  X509V3_CTX context{};
  X509V3_set_ctx(&context, parent, made, nullptr, nullptr, 0);
  for (const auto& [nid, value] : subject.extensions) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    require(extension != nullptr && X509_add_ext(made, extension.get(), -1) == 1, "extension");
  }
  require(X509_sign(made, issuer.key, EVP_sha256()) > 0, "signature");
  return certificate;
}

void save(const std::filesystem::path& file, X509* certificate) {
  const Stream out(BIO_new_file(file.c_str(), "w"));
  require(out != nullptr && PEM_write_bio_X509(out.get(), certificate) == 1, "file");
}

void save(const std::filesystem::path& file, EVP_PKEY* key) {
  const Stream out(BIO_new_file(file.c_str(), "w"));
  require(out != nullptr, "file");
  std::filesystem::permissions(
      file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  require(PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "key file");
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ",") + name;
  }
  return text;
}

struct Authority {
  Certificate certificate;
  Key key;
};

Authority readAuthority(const TestCertificates& files) {
  const Stream ca_in(BIO_new_file(files.ca.c_str(), "r"));
  const Stream key_in(BIO_new_file(files.ca_key.c_str(), "r"));
  require(ca_in != nullptr && key_in != nullptr, "authority's files");
  Authority authority{Certificate(PEM_read_bio_X509(ca_in.get(), nullptr, nullptr, nullptr)),
                      Key(PEM_read_bio_PrivateKey(key_in.get(), nullptr, nullptr, nullptr))};
  require(authority.certificate != nullptr && authority.key != nullptr, "authority");
  return authority;
}

Certificate issueServer(const ServerIdentity& server, EVP_PKEY* key, const Issuer& issuer) {
  return issue({"Bailey test server",
                {{NID_basic_constraints, "critical,CA:FALSE"},
                 {NID_key_usage, "critical,digitalSignature"},
                 {NID_ext_key_usage, "serverAuth"},
                 {NID_subject_alt_name, joined(server.names)}},
                server.lifetime,
                server.begins},
               key,
               issuer);
}

}  // namespace

TestCertificates makeTestCertificates(const std::filesystem::path& folder,
                                      const ServerIdentity& server) {
  TestCertificates files{
      folder / "ca.pem", folder / "ca.key", folder / "server.pem", folder / "server.key"};
  const Key ca_key = makeKey();
  const Certificate ca = issue({"Bailey test authority",
                                {{NID_basic_constraints, "critical,CA:TRUE"},
                                 {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                 {NID_subject_key_identifier, "hash"}}},
                               ca_key.get(),
                               {nullptr, ca_key.get()});
  const Key key = makeKey();
  const Issuer issuer =
      server.self_signed ? Issuer{nullptr, key.get()} : Issuer{ca.get(), ca_key.get()};
  const Certificate certificate = issueServer(server, key.get(), issuer);
  save(files.ca, ca.get());
  save(files.ca_key, ca_key.get());
  save(files.certificate, certificate.get());
  save(files.key, key.get());
  return files;
}

ClientCertificate makeClientCertificate(const std::filesystem::path& folder,
                                        const TestCertificates& authority,
                                        const std::string& name) {
  const Authority issuer = readAuthority(authority);
  const Key key = makeKey();
  const Certificate certificate = issue({name,
                                         {{NID_basic_constraints, "critical,CA:FALSE"},
                                          {NID_key_usage, "critical,digitalSignature"},
                                          {NID_ext_key_usage, "clientAuth"},
                                          {NID_subject_alt_name, "DNS:" + name}}},
                                        key.get(),
                                        {issuer.certificate.get(), issuer.key.get()});
  ClientCertificate files{folder / (name + ".pem"), folder / (name + ".key")};
  save(files.certificate, certificate.get());
  save(files.key, key.get());
  return files;
}

void renewServerCertificate(const TestCertificates& files) {
  const Authority issuer = readAuthority(files);
  const Key key = makeKey();
  const Certificate certificate =
      issueServer({}, key.get(), {issuer.certificate.get(), issuer.key.get()});
  save(files.certificate, certificate.get());
  save(files.key, key.get());
}

}  // namespace bailey::fakes
