#include "config/fingerprint.h"

#include "core/sha256.h"

#include <string_view>

namespace bailey::config {
namespace {

// Digests have one length, so no two different lists of parts come to the same text.
class Parts {
public:
  void add(std::string_view bytes) { add(core::sha256(bytes)); }

  void add(const core::Sha256Digest& digest) { all_ += core::toHex(digest); }

  void add(const std::vector<core::Sha256Digest>& digests) {
    for (const core::Sha256Digest& digest : digests) {
      add(digest);
    }
    add("end");
  }

  [[nodiscard]] std::string fingerprint() const { return core::toHex(core::sha256(all_)); }

private:
  std::string all_;
};

}  // namespace

std::string fingerprintOf(const Integration& integration) {
  Parts parts;
  parts.add(integration.text);
  const Callers& callers = integration.callers;
  parts.add(callers.path_secret);
  parts.add(callers.basic ? callers.basic->password : AcceptedSecrets());
  parts.add(callers.header ? callers.header->secret : AcceptedSecrets());
  parts.add(callers.mtls ? callers.mtls->authorities : AcceptedSecrets());
  parts.add(integration.upstream_authorities);
  for (const auto& [name, source] : integration.secrets) {
    parts.add(source.value.reveal());
  }
  return parts.fingerprint();
}

}  // namespace bailey::config
