// The TLS side of the public port: certificate, protocol versions, ciphers.
#pragma once

#include "config/settings.h"
#include "core/result.h"

#include <Poco/Net/Context.h>

#include <filesystem>
#include <set>

namespace bailey::net {

using TlsContext = Poco::Net::Context::Ptr;

// A server context from the operator's files. With `authorities` (PEM files) callers are asked for
// a certificate, and one they show must be signed by one of these; showing none is allowed, because
// the integrations that do not ask for it are on the same port.
//
// Never change a context that is in use: make another. Fails with a clause that names the file.
core::Result<TlsContext> makeTlsContext(const config::Tls& settings,
                                        const std::set<std::filesystem::path>& authorities);

// Lets callers resume at `to` the sessions they made at `from`. Only when both trust the same
// authorities: a resumed session is not checked again.
void carryTicketKeys(const TlsContext& from, const TlsContext& to);

}  // namespace bailey::net
