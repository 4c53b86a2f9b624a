// Where a fake server listens: any free port of the loopback, with a certificate of the tests.
#pragma once

#include "fakes/test_certificates.h"

#include <Poco/Net/SecureServerSocket.h>

namespace bailey::fakes {

Poco::Net::SecureServerSocket listenOn(const TestCertificates& certificates);

}  // namespace bailey::fakes
