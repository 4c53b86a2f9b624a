#include "app/load_settings.h"

#include "config/load.h"
#include "talkdesk/routes.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace bailey::app {
namespace {

// What else would be wrong once the files are: the plugins' own complaints about those integrations
// that can be read. So an operator sees everything at once.
StartupError checkTheRest(const std::string& file, config::Loaded loaded) {
  std::set<std::filesystem::path> broken;
  for (const config::Complaint& complaint : loaded.complaints) {
    broken.insert(complaint.file);
  }
  if (broken.contains(file)) {
    return {};  // without the server's settings there is no plugins folder to look in
  }
  std::erase_if(loaded.settings.integrations, [&](const config::Integration& integration) {
    return broken.contains(integration.file);
  });
  return Bridge::check(std::move(loaded.settings));
}

// "acme, demo": the integrations of `folder`.
std::string namesIn(const std::filesystem::path& folder) {
  std::string names;
  for (const std::filesystem::path& file : config::listIntegrations(folder).files) {
    names += names.empty() ? "" : ", ";
    names += file.stem().string();
  }
  return names.empty() ? "none" : names;
}

}  // namespace

std::optional<std::string> environmentVariable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

core::Result<config::Settings, StartupError> loadIntegrationSettings(const std::string& file,
                                                                     const std::string& name) {
  config::LoadedServer server = config::loadServer(file);
  if (!server.ok()) {
    return config::toLines(server.complaints);
  }
  const std::filesystem::path& folder = server.server.integrations_folder;
  std::error_code none;
  const std::filesystem::path wanted = folder / (name + ".json");
  if (!talkdesk::isIntegrationName(name) || !std::filesystem::exists(wanted, none)) {
    return StartupError{folder.string() + ": there is no integration " + config::inQuotes(name) +
                        "; there are: " + namesIn(folder)};
  }
  config::LoadedIntegration integration = config::loadIntegration(wanted, &environmentVariable);
  if (!integration.ok()) {
    return config::toLines(integration.complaints);
  }
  config::Settings settings;
  settings.server = std::move(server.server);
  settings.integrations.push_back(std::move(integration.integration));
  return settings;
}

core::Result<config::Settings, StartupError> loadSettings(const std::string& file) {
  config::Loaded loaded = config::load(file, &environmentVariable);
  if (loaded.ok()) {
    return std::move(loaded.settings);
  }
  StartupError lines = config::toLines(loaded.complaints);
  for (std::string& line : checkTheRest(file, std::move(loaded))) {
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace bailey::app
