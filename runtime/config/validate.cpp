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
  if (!integration.callers.mtls || integration.callers.mtls->ca.empty()) {
    return;
  }
  CertificateCaller& caller = *integration.callers.mtls;
  constexpr const char* kPointer = "/callers/mtls/ca";
  if (const auto refusal = whyNotReadable(caller.ca)) {
    addIf(refusal, caller.ca, kPointer, complaints);
    return;
  }
  auto authorities = readCertificateAuthorities(caller.ca);
  if (authorities.ok()) {
    caller.authorities = std::move(authorities.value());
  } else {
    addIf(authorities.error().message, caller.ca, kPointer, complaints);
  }
}

}  // namespace bailey::config
