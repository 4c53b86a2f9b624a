// What Talkdesk keeps of an account between two calls of this program: the fields that auth
// validation answered, the checkpoint, and which contacts it has.
#pragma once

#include "core/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace bailey::simulator {

struct StoredState {
  nlohmann::json auth_fields = nlohmann::json::object();
  std::string checkpoint;                       // Empty: no run was whole yet.
  std::map<std::string, std::string> contacts;  // Digests by id.
};

// A file that does not exist is an empty state.
core::Result<StoredState> readState(const std::filesystem::path& file);

// Replaces the file in one step; only its owner may read it, as it holds credentials.
std::optional<core::Error> writeState(const std::filesystem::path& file, const StoredState& state);

}  // namespace bailey::simulator
