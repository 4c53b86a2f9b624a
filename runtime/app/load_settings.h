// The configuration as a command needs it: all of it right, or every line that says why not.
#pragma once

#include "app/bridge.h"
#include "config/settings.h"
#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace bailey::app {

core::Result<config::Settings, StartupError> loadSettings(const std::string& file);

// The server's settings and one integration, whatever is wrong with the others.
core::Result<config::Settings, StartupError> loadIntegrationSettings(const std::string& file,
                                                                     const std::string& name);

// The process environment's answer, as config asks for it.
std::optional<std::string> environmentVariable(std::string_view name);

}  // namespace bailey::app
