// One file of integrations.d to an Integration. Touches files and variables only through
// `surroundings`, and only for secrets.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "config/surroundings.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace bailey::config {

// Reads everything it can and complains about the rest. The integration is named after `file`;
// relative paths are taken from its folder.
Integration parseIntegration(const nlohmann::json& document,
                             const std::filesystem::path& file,
                             const Surroundings& surroundings,
                             Complaints& complaints);

}  // namespace bailey::config
