// Calls the admin socket of a running bridge.
#pragma once

#include "core/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace bailey::admin {

struct CalledAnswer {
  int status = 0;
  nlohmann::json body;
};

// Waits for the answer, which for a reload may take as long as plugins take to be made. Fails with
// a clause that names the socket: nobody listens there, or what answers is no bridge.
core::Result<CalledAnswer> callAdmin(const std::filesystem::path& socket,
                                     const std::string& method,
                                     const std::string& target);

}  // namespace bailey::admin
