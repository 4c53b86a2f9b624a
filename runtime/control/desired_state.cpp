#include "control/desired_state.h"

#include <system_error>
#include <utility>

namespace bailey::control {

std::set<std::filesystem::path> DesiredState::places() const {
  std::set<std::filesystem::path> places = {file, integrations_folder};
  if (server.ok()) {
    const config::Server& settings = server.server;
    places.insert({settings.plugins_folder, settings.tls.certificate, settings.tls.key});
  }
  for (const config::LoadedIntegration& one : integrations) {
    places.insert(one.integration.refers_to.begin(), one.integration.refers_to.end());
  }
  return places;
}

DesiredState readDesiredState(const std::filesystem::path& file,
                              const config::Variables& variables,
                              const std::filesystem::path& folder_in_force) {
  DesiredState desired;
  desired.file = file;
  desired.server = config::loadServer(file);
  desired.integrations_folder =
      desired.server.ok() ? desired.server.server.integrations_folder : folder_in_force;
  const std::filesystem::path& folder = desired.integrations_folder;
  std::error_code none;
  if (!std::filesystem::is_directory(folder, none)) {
    return desired;  // complained about with its key in bailey.json, or gone for a moment
  }
  desired.lists_integrations = true;
  config::IntegrationFiles found = config::listIntegrations(folder);
  desired.folder_complaints = std::move(found.complaints);
  for (const std::filesystem::path& integration : found.files) {
    desired.integrations.push_back(config::loadIntegration(integration, variables));
  }
  return desired;
}

}  // namespace bailey::control
