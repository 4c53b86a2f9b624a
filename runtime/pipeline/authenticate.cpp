#include "pipeline/authenticate.h"

#include "config/settings.h"
#include "core/sha256.h"

#include <Poco/Base64Decoder.h>
#include <Poco/MemoryStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::pipeline {
namespace {

// Takes the same time whatever is presented: digests are compared, all of them, to their ends.
bool matches(std::string_view presented, const config::AcceptedSecrets& accepted) {
  const core::Sha256Digest digest = core::sha256(presented);
  bool found = false;
  for (const core::Sha256Digest& candidate : accepted) {
    found |= core::equalInConstantTime(digest, candidate);
  }
  return found;
}

struct UserAndPassword {
  std::string user;
  std::string password;
};

// "Basic dXNlcjpwYXNz" (RFC 7617)
std::optional<UserAndPassword> readBasic(std::string_view authorization) {
  constexpr std::string_view kScheme = "basic ";
  if (authorization.size() <= kScheme.size() ||
      Poco::icompare(std::string(authorization.substr(0, kScheme.size())), std::string(kScheme)) !=
          0) {
    return std::nullopt;
  }
  const std::string_view encoded = authorization.substr(kScheme.size());
  Poco::MemoryInputStream input(encoded.data(), static_cast<std::streamsize>(encoded.size()));
  std::string decoded;
  try {
    Poco::Base64Decoder decoder(input);
    Poco::StreamCopier::copyToString(decoder, decoded);
  } catch (const std::exception&) {  // not Base64
    return std::nullopt;
  }
  const std::size_t colon = decoded.find(':');
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  return UserAndPassword{decoded.substr(0, colon), decoded.substr(colon + 1)};
}

bool provesBasic(const http::RequestHead& head, const config::BasicCaller& wanted) {
  const auto credentials = readBasic(head.find("authorization").value_or(""));
  const bool password = matches(credentials ? credentials->password : "", wanted.password);
  const bool user = credentials && core::equalInConstantTime(core::sha256(credentials->user),
                                                             core::sha256(wanted.user));
  return credentials && password && user;
}

bool provesHeader(const http::RequestHead& head, const config::HeaderCaller& wanted) {
  return matches(head.find(Poco::toLower(wanted.name)).value_or(""), wanted.secret);
}

bool provesCertificate(const CallerCertificate* shown, const config::CertificateCaller& wanted) {
  if (shown == nullptr) {
    return false;
  }
  const auto isOneOf = [](const auto& these, const auto& those) {
    return std::find_first_of(these.begin(), these.end(), those.begin(), those.end()) !=
           these.end();
  };
  return isOneOf(shown->issuers, wanted.authorities) && isOneOf(shown->names, wanted.names);
}

bool mayCall(const Exchange& exchange) {
  const config::Callers& callers = exchange.integration->settings.callers;
  if (callers.path_secret.empty() != exchange.path_secret.empty()) {
    return false;  // one segment too few or too many is another path
  }
  if (callers.policy == config::CallerPolicy::Anyone) {
    return true;
  }
  // Without a short cut, so that the time tells nothing about which proof failed.
  bool proven = callers.policy == config::CallerPolicy::Proven;
  if (!callers.path_secret.empty()) {
    proven &= matches(exchange.path_secret, callers.path_secret);
  }
  if (callers.basic) {
    proven &= provesBasic(*exchange.head, *callers.basic);
  }
  if (callers.header) {
    proven &= provesHeader(*exchange.head, *callers.header);
  }
  if (callers.mtls) {
    proven &= provesCertificate(exchange.certificate, *callers.mtls);
  }
  return proven;
}

}  // namespace

Step Authenticate::run(Exchange& exchange) {
  if (mayCall(exchange)) {
    return Step::Next;
  }
  // As if the integration were not there, also for the log's reader: a name in the line would make
  // every probe look like traffic of that integration.
  exchange.integration = nullptr;
  exchange.operation = talkdesk::Operation::Unset;
  exchange.action = nullptr;
  exchange.refuse(talkdesk::Failure::UnknownRoute);
  return Step::Answered;
}

}  // namespace bailey::pipeline
