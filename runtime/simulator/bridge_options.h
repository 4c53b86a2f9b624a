// The options that every command has: which bridge, as whom, how long to wait.
#pragma once

#include "command_line/command_line.h"
#include "core/result.h"
#include "simulator/bridge_client.h"
#include "simulator/endpoints.h"
#include "simulator/integration_document.h"
#include "simulator/session.h"
#include "simulator/state_file.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bailey::simulator {

// What they come to.
struct BridgeOptions {
  Endpoints endpoints;
  ClientOptions client;
  Credentials credentials;  // With what the state file holds.
  std::optional<IntegrationDocument> document;
  std::vector<ActionDocument> actions;
  std::optional<std::filesystem::path> state_file;
  StoredState state;  // As it was read.
  bool json = false;
};

// --url, --document, --action-document, --auth, --ca, --deadline, --json, then `own`.
std::vector<command_line::Option> withBridgeOptions(const std::vector<command_line::Option>& own);

// --state FILE, for the commands that keep something.
command_line::Option stateOption();

// --input KEY=VALUE of an action.
command_line::Option inputOption();

// Reads the files they name; errors name the option or the file.
core::Result<BridgeOptions> readBridgeOptions(const command_line::Arguments& given);

// The inputs given with --input. With a document of the action: an error when one it must have is
// missing, as Talkdesk would not run it then.
core::Result<std::map<std::string, std::string>> readInputs(const command_line::Arguments& given,
                                                            const BridgeOptions& options,
                                                            const std::string& action);

}  // namespace bailey::simulator
