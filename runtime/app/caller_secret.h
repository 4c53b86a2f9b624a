// The secret path segment of an integration's callers, in plain: Talkdesk has to be told it.
#pragma once

#include "config/settings.h"
#include "core/result.h"
#include "core/secret.h"

#include <filesystem>
#include <optional>

namespace bailey::app {

// From `given_file`, or from where the configuration found it. Empty when the integration asks for
// none. Fails when it is nowhere to be read, or is none that the integration accepts; the error
// names the file or option. Blocks on disk.
core::Result<core::Secret> findPathSecret(const config::Integration& integration,
                                          const std::optional<std::filesystem::path>& given_file);

}  // namespace bailey::app
