// The authorities whose certificates prove a caller, from the operator's file.
#pragma once

#include "core/result.h"
#include "core/sha256.h"

#include <filesystem>
#include <vector>

using X509 = struct x509_st;  // OpenSSL's, which its headers declare the same way

namespace bailey::config {

// What a certificate is known by: the digest of its encoding.
core::Sha256Digest digestOf(const X509* certificate);

// Digests of every certificate in the PEM file, at least one. Fails with a clause that continues
// the file's name: "holds no certificate".
core::Result<std::vector<core::Sha256Digest>> readCertificateAuthorities(
    const std::filesystem::path& file);

}  // namespace bailey::config
