// What a plugin is told about its integration, as the JSON its create() gets.
#pragma once

#include "talkdesk/profile.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace bailey::plugin_host {

// bailey_plugin_entry::create, `setup`. `folder` is absolute: relative paths in `settings` start
// there.
std::string setupJson(const std::string& integration,
                      const std::filesystem::path& folder,
                      const nlohmann::json& settings,
                      const talkdesk::Profile& profile);

}  // namespace bailey::plugin_host
