// Runs `bailey talkdesk` against an integration of a real `bailey serve`.
#pragma once

#include "integration/bridge_process.h"
#include "integration/talkdesk_runner.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace bailey::simulator {

class TalkdeskAtBridge {
public:
  // `bridge` outlives it.
  TalkdeskAtBridge(const integration::BridgeProcess& bridge, std::string integration)
      : bridge_(bridge),
        integration_(std::move(integration)) {}

  // The credentials of the calls that follow.
  void useAuth(const nlohmann::json& auth) const { std::ofstream(authFile()) << auth; }

  [[nodiscard]] TalkdeskResult run(std::vector<std::string> command) const {
    command.insert(command.end(),
                   {"--url",
                    "https://localhost:" + std::to_string(bridge_.port()) + "/" + integration_,
                    "--ca",
                    bridge_.certificates().ca.string(),
                    "--auth",
                    "@" + authFile(),
                    "--deadline",
                    "60",
                    "--json"});
    return talkdesk(command);
  }

  // As run(), keeping between calls what Talkdesk would keep.
  [[nodiscard]] TalkdeskResult runKeeping(std::vector<std::string> command) const {
    command.insert(command.end(), {"--state", (bridge_.folder() / "talkdesk.json").string()});
    return run(std::move(command));
  }

private:
  [[nodiscard]] std::string authFile() const { return (bridge_.folder() / "auth.json").string(); }

  const integration::BridgeProcess& bridge_;
  const std::string integration_;
};

}  // namespace bailey::simulator
