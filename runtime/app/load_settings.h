// The configuration as a command needs it: all of it right, or every line that says why not.
#pragma once

#include "app/bridge.h"
#include "config/settings.h"
#include "core/result.h"

#include <string>

namespace bailey::app {

core::Result<config::Settings, StartupError> loadSettings(const std::string& file);

}  // namespace bailey::app
