// What a connection's caller has proved with a certificate.
#pragma once

#include "net/tls_stream.h"
#include "pipeline/caller_certificate.h"

#include <memory>

namespace bailey::net {

// Null when the caller showed no certificate. REQUIRES: the handshake is complete, which means that
// a certificate that was shown has been verified.
std::unique_ptr<pipeline::CallerCertificate> readPeerCertificate(const TlsStream& stream);

}  // namespace bailey::net
