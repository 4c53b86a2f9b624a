// How the commands about a running bridge reach it.
#pragma once

#include "app/command.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bailey::config {
struct Server;
}

namespace bailey::app {

// Where the bridge with these settings listens for them.
std::filesystem::path adminSocketOf(const config::Server& settings);

// --config, --socket and --json, which each of them takes, and `more`.
std::vector<command_line::Option> adminOptions(std::vector<command_line::Option> more = {});

// Asks the bridge and prints its answer: as it came with --json, else by `print`. The exit code
// says whether it did what was asked: kDone below status 300.
int askBridge(const command_line::Arguments& given,
              const std::string& method,
              const std::string& target,
              const std::function<void(const nlohmann::json& answer)>& print);

}  // namespace bailey::app
