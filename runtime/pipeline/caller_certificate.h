// What a caller's TLS certificate proves, as plain values: the handshake has verified it against
// the authorities of all integrations together, so what is left is whose it is.
#pragma once

#include "core/sha256.h"

#include <string>
#include <vector>

namespace bailey::pipeline {

struct CallerCertificate {
  std::vector<std::string> names;           // its DNS names and its common name
  std::vector<core::Sha256Digest> issuers;  // digests of the certificates it was verified by
};

}  // namespace bailey::pipeline
