#include "integration/versioned_bridge.h"

#include "integration/reload_load.h"

#include <fstream>

namespace bailey::integration {

namespace fs = std::filesystem;
using nlohmann::json;

VersionedBridge::VersionedBridge() {
  fs::create_directory(plugins());
  settings["plugins_folder"] = plugins().string();
  install(1);
}

void VersionedBridge::install(int version, const std::string& tail) const {
  install(BAILEY_TEST_PLUGINS "/versions/" + std::to_string(version) + "/versioned.so", tail);
}

void VersionedBridge::install(const fs::path& file, const std::string& tail) const {
  const fs::path part = plugins() / ".versioned.part";
  fs::copy_file(file, part, fs::copy_options::overwrite_existing);
  std::ofstream(part, std::ios::binary | std::ios::app) << tail;
  fs::rename(part, plugins() / "versioned.so");
}

void VersionedBridge::add(const std::string& name, const json& plugin_settings) {
  addIntegration(name, versionedIntegration(plugin_settings));
}

bool VersionedBridge::reloads() const {
  return askAdmin("POST", "/v1/reload").starts_with("HTTP/1.1 200");
}

CommandResult VersionedBridge::command(const std::string& name,
                                       const std::vector<std::string>& more) const {
  std::vector<std::string> arguments = {name};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.insert(arguments.end(), {"--config", (folder() / "bailey.json").string()});
  return runCommand(arguments);
}

json VersionedBridge::ask(const std::string& name) const {
  const fakes::HttpAnswer said = post("/" + name + "/auth_validation", R"({"auth": {}})");
  return said.status == 200 ? json::parse(said.body) : json(said.status);
}

json VersionedBridge::answer(int version, const std::string& label) {
  return {{"version", std::to_string(version)}, {"label", label}};
}

}  // namespace bailey::integration
