// What the files on disk ask for at this moment.
#pragma once

#include "config/load.h"

#include <filesystem>
#include <set>
#include <vector>

namespace bailey::control {

struct DesiredState {
  config::LoadedServer server;
  std::vector<config::LoadedIntegration> integrations;  // by name; each may be bad on its own
  std::vector<config::Complaint> folder_complaints;     // files that cannot be integrations

  // False when the folder could not be read: then nobody knows which integrations are gone.
  bool lists_integrations = false;

  std::filesystem::path file;  // bailey.json
  std::filesystem::path integrations_folder;

  // All files and folders it depends on, there or not.
  [[nodiscard]] std::set<std::filesystem::path> places() const;
};

// `file` is bailey.json. While that is bad, integrations are taken from `folder_in_force`. Blocks
// on disk.
DesiredState readDesiredState(const std::filesystem::path& file,
                              const config::Variables& variables,
                              const std::filesystem::path& folder_in_force);

}  // namespace bailey::control
