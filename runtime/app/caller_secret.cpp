#include "app/caller_secret.h"

#include "app/load_settings.h"
#include "config/read_file.h"
#include "core/sha256.h"

#include <algorithm>
#include <string>

namespace bailey::app {
namespace {

using config::SecretOrigin;
using core::Error;
using core::Result;
using core::Secret;

Error inFile(const config::Integration& integration, const std::string& message) {
  return Error{integration.file.string() + ": /callers/path_secret: " + message};
}

Error inOption(const std::string& message) {
  return Error{"--path-secret-file: " + message};
}

bool isAccepted(const Secret& secret, const config::AcceptedSecrets& accepted) {
  const core::Sha256Digest digest = core::sha256(secret.reveal());
  return std::any_of(accepted.begin(), accepted.end(), [&digest](const core::Sha256Digest& one) {
    return core::equalInConstantTime(one, digest);
  });
}

Result<Secret> readGiven(const config::Callers& callers, const std::filesystem::path& file) {
  if (callers.path_secret.empty()) {
    return inOption("the integration asks its callers for no path_secret");
  }
  auto secret = config::readSecretFile(file);
  if (!secret.ok()) {
    return inOption(secret.error().message);
  }
  if (!isAccepted(secret.value(), callers.path_secret)) {
    return inOption("the secret in it is none that the integration's path_secret accepts");
  }
  return secret;
}

Result<Secret> readFrom(const config::SecretPlace& place) {
  if (place.origin == SecretOrigin::File) {
    return config::readSecretFile(place.name);
  }
  auto value = environmentVariable(place.name);
  if (!value) {
    return Error{"the environment variable named there is not set"};
  }
  return Secret::takeFrom(*value);
}

}  // namespace

Result<Secret> findPathSecret(const config::Integration& integration,
                              const std::optional<std::filesystem::path>& given_file) {
  const config::Callers& callers = integration.callers;
  if (given_file) {
    return readGiven(callers, *given_file);
  }
  if (callers.path_secret.empty()) {
    return Secret();
  }
  if (callers.path_secret.size() > 1) {
    return inFile(integration,
                  "accepts two secrets; say with --path-secret-file which one Talkdesk is to use");
  }
  const config::SecretPlace& place = callers.path_secret_places.front();
  if (place.origin == SecretOrigin::Unset) {
    return inFile(integration,
                  "only the secret's digest is known; give the secret with --path-secret-file");
  }
  auto secret = readFrom(place);
  if (!secret.ok()) {
    return inFile(integration, secret.error().message);
  }
  if (!isAccepted(secret.value(), callers.path_secret)) {
    return inFile(integration, "the secret changed while it was read; try again");
  }
  return secret;
}

}  // namespace bailey::app
