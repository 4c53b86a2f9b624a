// What can be told of an auth object's members from the outside. (contract.md §1.2)
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::simulator {

// The member to falsify for a credential that is not valid: one that proves something rather than
// names somebody. Empty when there is none to choose from.
std::string fieldToFalsify(const nlohmann::json& auth);

// `auth` with that member changed.
// REQUIRES: `field` is a member
nlohmann::json falsified(const nlohmann::json& auth, const std::string& field);

// The values nobody but the bridge may see: those of members that prove something, and all long
// ones. An account's name or a URL's host is none.
std::vector<std::string> secretsIn(const nlohmann::json& auth);

}  // namespace bailey::simulator
