#include "app/load_settings.h"

#include "config/load.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace bailey::app {
namespace {

std::optional<std::string> environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

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

}  // namespace

core::Result<config::Settings, StartupError> loadSettings(const std::string& file) {
  config::Loaded loaded = config::load(file, &environment);
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
