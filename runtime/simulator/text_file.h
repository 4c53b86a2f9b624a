// Files that the command line names.
#pragma once

#include "core/result.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace bailey::simulator {

// The error is "cannot read FILE".
core::Result<std::string> readTextFile(const std::filesystem::path& file);

// Its JSON; the error names the file.
core::Result<nlohmann::json> readJsonFile(const std::filesystem::path& file);

// Replaces `file` in one step by a new one that only its owner may read and write; nothing when it
// is done, and on the disk.
std::optional<core::Error> writePrivateFile(const std::filesystem::path& file,
                                            const std::string& content);

}  // namespace bailey::simulator
