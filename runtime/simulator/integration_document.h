// The documents by which a bridge is told to Talkdesk, read as far as playing Talkdesk needs: both
// shapes of the authentication fields, the old names of keys too. (contract.md §7)
#pragma once

#include "core/result.h"
#include "simulator/endpoints.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace bailey::simulator {

struct AuthField {
  std::string name;
  bool mandatory = false;
  bool store = true;    // false: only auth validation gets it.
  bool typed = true;    // By the user; false: from a default, a token or auth validation.
  std::string pointer;  // Where in the document it is.
};

struct IntegrationDocument {
  std::string name;
  std::string authentication_type;  // "custom" and the like; empty when it does not say.
  std::vector<AuthField> fields;
  Endpoints endpoints;  // What is absent or null is not offered.
  std::set<std::string> interaction_types;
};

struct ActionInput {
  std::string key;
  bool mandatory = false;
};

struct ActionDocument {
  std::string file;  // For messages about it.
  std::string provider;
  std::string name;
  BridgeUrl endpoint;
  std::vector<ActionInput> inputs;
};

// Errors name the file and the JSON pointer, and hold no URL.
core::Result<IntegrationDocument> readIntegrationDocument(const std::filesystem::path& file);
core::Result<ActionDocument> readActionDocument(const std::filesystem::path& file);

}  // namespace bailey::simulator
