// Certificates for tests with real TLS, made when a test starts: none is in the repository, so none
// can expire there.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace bailey::fakes {

struct TestCertificates {
  std::filesystem::path ca;           // PEM: the authority that signed the server's certificate.
  std::filesystem::path ca_key;       // To sign more with it.
  std::filesystem::path certificate;  // PEM: the server's.
  std::filesystem::path key;          // PEM, mode 0600.
};

struct ServerIdentity {
  // As OpenSSL writes alternative names.
  std::vector<std::string> names = {"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
  // Counted from an hour ago; negative: expired already.
  std::chrono::hours lifetime{24};
  // From when on it is valid, counted from now.
  std::chrono::hours begins{-2};
  // Then no authority has signed it.
  bool self_signed = false;
};

// Makes a P-256 authority and a server's certificate in `folder`, which must exist. Throws
// std::runtime_error when OpenSSL or the disk refuses.
TestCertificates makeTestCertificates(const std::filesystem::path& folder,
                                      const ServerIdentity& server = {});

// Another certificate and key in the place of the server's, by the same authority.
void renewServerCertificate(const TestCertificates& files);

struct ClientCertificate {
  std::filesystem::path certificate;  // PEM
  std::filesystem::path key;          // PEM, mode 0600.
};

// A caller's certificate for mutual TLS, signed by that authority, with `name` as common name and
// DNS name. Files are named after `name`.
ClientCertificate makeClientCertificate(const std::filesystem::path& folder,
                                        const TestCertificates& authority,
                                        const std::string& name);

}  // namespace bailey::fakes
