// The authorities whose certificates prove a caller, from the operator's file.
#pragma once

#include "core/result.h"
#include "core/sha256.h"

#include <filesystem>
#include <vector>

namespace bailey::config {

// Digests of every certificate in the PEM file, at least one. Fails with a clause that continues
// the file's name: "holds no certificate".
core::Result<std::vector<core::Sha256Digest>> readCertificateAuthorities(
    const std::filesystem::path& file);

}  // namespace bailey::config
