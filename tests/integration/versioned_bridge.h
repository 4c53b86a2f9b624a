// A bridge whose plugins folder is the test's own and holds the plugin `versioned`, whose answers
// say its version and its integration's label: what is served can be told from outside.
#pragma once

#include "integration/bridge_process.h"

#include <filesystem>
#include <string>
#include <vector>

namespace bailey::integration {

class VersionedBridge : public BridgeProcess {
public:
  // Version 1 is installed. There is no integration yet.
  VersionedBridge();

  [[nodiscard]] std::filesystem::path plugins() const { return folder() / "plugins"; }

  [[nodiscard]] std::filesystem::path fileOf(const std::string& name) const {
    return folder() / "integrations.d" / (name + ".json");
  }

  // As a package manager does it: beside, then renamed over. `tail` follows the last byte and makes
  // it a file never seen before that behaves the same.
  void install(int version, const std::string& tail = {}) const;

  // Any file in the place of `versioned`.
  void install(const std::filesystem::path& file, const std::string& tail = {}) const;

  // An integration of it with these settings.
  void add(const std::string& name, const nlohmann::json& plugin_settings);

  // Whether all is served that the files ask for now.
  [[nodiscard]] bool reloads() const;

  // A command about this bridge.
  [[nodiscard]] CommandResult command(const std::string& name,
                                      const std::vector<std::string>& more = {}) const;

  // The integration's answer, or its status when that is not 200.
  [[nodiscard]] nlohmann::json ask(const std::string& name) const;

  static nlohmann::json answer(int version, const std::string& label);
};

}  // namespace bailey::integration
