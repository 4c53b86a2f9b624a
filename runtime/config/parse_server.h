// bailey.json to Server. Pure: touches no file.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace bailey::config {

// Reads everything it can and complains about the rest. Relative paths are taken from `folder`.
Server parseServer(const nlohmann::json& document,
                   const std::filesystem::path& folder,
                   Complaints& complaints);

}  // namespace bailey::config
