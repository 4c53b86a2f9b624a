#include "config/validate.h"

#include "config/certificate_authorities.h"
#include "config/read_file.h"

#include <optional>
#include <string>
#include <utility>

namespace bailey::config {
namespace {

// Certificates, folders and configuration files are no secrets: their paths may be shown.
void addIf(const std::optional<std::string>& refusal,
           const std::filesystem::path& path,
           const char* pointer,
           Complaints& complaints) {
  if (refusal) {
    complaints.add(pointer, inQuotes(path.string(), kPathBytesMax) + " " + *refusal);
  }
}

// Digests of the certificates in `file`; none without a file, or with a complaint at `pointer`.
std::vector<core::Sha256Digest> authoritiesIn(const std::filesystem::path& file,
                                              const char* pointer,
                                              Complaints& complaints) {
  if (file.empty()) {
    return {};
  }
  if (const auto refusal = whyNotReadable(file)) {
    addIf(refusal, file, pointer, complaints);
    return {};
  }
  auto authorities = readCertificateAuthorities(file);
  if (!authorities.ok()) {
    addIf(authorities.error().message, file, pointer, complaints);
    return {};
  }
  return std::move(authorities.value());
}

}  // namespace

void checkServerFiles(const Server& server, Complaints& complaints) {
  const Tls& tls = server.tls;
  if (!tls.certificate.empty()) {
    addIf(whyNotReadable(tls.certificate), tls.certificate, "/tls/certificate", complaints);
  }
  if (!tls.key.empty()) {
    addIf(whyNotReadablePrivately(tls.key), tls.key, "/tls/key", complaints);
  }
  addIf(whyNotTrustedFolder(server.plugins_folder),
        server.plugins_folder,
        "/plugins_folder",
        complaints);
  addIf(whyNotTrustedFolder(server.integrations_folder),
        server.integrations_folder,
        "/integrations_folder",
        complaints);
  // The state folder may still have to be made; only what is in its way is a mistake.
  std::error_code none;
  if (std::filesystem::exists(server.state_folder, none)) {
    addIf(
        whyNotTrustedFolder(server.state_folder), server.state_folder, "/state_folder", complaints);
  }
}

void checkIntegrationFiles(Integration& integration, Complaints& complaints) {
  if (integration.callers.mtls) {
    CertificateCaller& caller = *integration.callers.mtls;
    caller.authorities = authoritiesIn(caller.ca, "/callers/mtls/ca", complaints);
  }
  integration.upstream_authorities =
      authoritiesIn(integration.upstream.ca, "/upstream/ca", complaints);
}

}  // namespace bailey::config
