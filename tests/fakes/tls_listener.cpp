#include "fakes/tls_listener.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/SocketAddress.h>

namespace bailey::fakes {

Poco::Net::SecureServerSocket listenOn(const TestCertificates& certificates) {
  using Poco::Net::Context;
  Context::Params params;
  params.certificateFile = certificates.certificate.string();
  params.privateKeyFile = certificates.key.string();
  params.verificationMode = Context::VERIFY_NONE;
  const Context::Ptr context = new Context(Context::TLS_SERVER_USE, params);
  constexpr int kBacklog = 16;
  return {Poco::Net::SocketAddress("127.0.0.1", 0), kBacklog, context};
}

}  // namespace bailey::fakes
