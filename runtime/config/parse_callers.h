// The "callers" part of an integration file: who may call, and how they prove it.
#pragma once

#include "config/parse_secrets.h"
#include "config/settings.h"

#include <nlohmann/json.hpp>

#include <string>

namespace bailey::config {

// Policy stays Unset when there was something to complain about that leaves nothing to check.
Callers parseCallers(const nlohmann::json& callers,
                     const std::string& pointer,
                     const ReadContext& context);

// What "callers" must be, for the complaint about an integration that has none.
std::string expectedCallers();

}  // namespace bailey::config
