// Credentials from outside: from a file or the environment, rather than from the command line,
// which other users of the machine can see.
#pragma once

#include "core/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace bailey::simulator {

// `argument`: the object as JSON, or "@FILE"; empty: the variable BAILEY_AUTH, and {} without it.
core::Result<nlohmann::json> readAuth(const std::string& argument);

// `argument`: "@FILE", whose last line end is no part of the secret; empty: `variable`, and ""
// without it. `option` is for messages: "--password".
core::Result<std::string> readSecret(const std::string& option,
                                     const std::string& argument,
                                     const char* variable);

}  // namespace bailey::simulator
