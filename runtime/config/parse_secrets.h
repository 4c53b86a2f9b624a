// Secrets in an integration file: never written there themselves, only where they are found.
#pragma once

#include "config/complaint.h"
#include "config/object_reader.h"
#include "config/settings.h"
#include "config/surroundings.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace bailey::config {

// What the parts of an integration file share while it is read.
struct ReadContext {
  const std::filesystem::path& folder;  // Relative paths start here.
  const Surroundings& surroundings;
  Complaints& complaints;
};

// {"name": {"file": ...} or {"env": ...}, ...}: what the plugin may ask for by name.
std::map<std::string, SecretSource> parseSecrets(const nlohmann::json& secrets,
                                                 const std::string& pointer,
                                                 const ReadContext& context);

// Accepted secrets, and beside each where it was found.
struct FoundSecrets {
  AcceptedSecrets digests;
  std::vector<SecretPlace> places;
};

// One of {"sha256": ...}, {"file": ...}, {"env": ...}, or a list of one or two of them. A value
// that is found in a file or a variable must satisfy `rule`; only its digest is kept.
FoundSecrets parseAcceptedSecrets(const nlohmann::json& accepted,
                                  const std::string& pointer,
                                  const TextRule& rule,
                                  const ReadContext& context);

}  // namespace bailey::config
