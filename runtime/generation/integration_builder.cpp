#include "generation/integration_builder.h"

#include "plugin_host/plugin_instance.h"
#include "plugin_host/setup_json.h"

#include <algorithm>
#include <map>
#include <utility>

namespace bailey::generation {
namespace {

using config::Complaint;
using plugin_host::Execution;
using plugin_host::PluginInstance;
using talkdesk::Operation;

// The secrets live in the integration's settings, which live as long as the instance.
plugin_host::SecretLookup secretsOf(const config::Integration& integration) {
  auto secrets = std::make_shared<std::map<std::string, core::Secret, std::less<>>>();
  for (const auto& [name, source] : integration.secrets) {
    secrets->emplace(name, source.value.copy());
  }
  return [secrets = std::move(secrets)](std::string_view name) -> const core::Secret* {
    const auto found = secrets->find(name);
    return found == secrets->end() ? nullptr : &found->second;
  };
}

// What the integration promises Talkdesk or its plugin, and the plugin's manifest does not keep.
std::vector<Complaint> checkPromises(const config::Integration& integration,
                                     const plugin_host::Manifest& manifest) {
  std::vector<Complaint> complaints;
  if (!integration.profile.actions.empty() &&
      manifest.execution(Operation::Action) == Execution::Unset) {
    complaints.push_back({integration.file,
                          "/talkdesk/actions",
                          "plugin " + manifest.name + " serves no actions; leave this out"});
  }
  for (const auto& [name, source] : integration.secrets) {
    if (std::find(manifest.secrets.begin(), manifest.secrets.end(), name) ==
        manifest.secrets.end()) {
      complaints.push_back({integration.file,
                            "/secrets/" + name,
                            "plugin " + manifest.name + " does not ask for this secret"});
    }
  }
  return complaints;
}

}  // namespace

BuiltIntegration IntegrationBuilder::buildFrom(config::Integration settings,
                                               const std::filesystem::path& plugin_folder,
                                               const Trial* trial) {
  const auto complain = [&](const core::Error& error) {
    return std::vector<Complaint>{{settings.file, "/plugin", error.message}};
  };
  const auto staged = shelf_.stage(plugin_folder, settings.plugin);
  if (!staged.ok()) {
    return complain(staged.error());
  }
  std::vector<Complaint> complaints = checkPromises(settings, staged.value()->manifest);
  if (!complaints.empty()) {
    return complaints;
  }
  const std::string setup =
      plugin_host::setupJson(settings.name,
                             std::filesystem::absolute(settings.file).parent_path(),
                             settings.settings,
                             settings.profile);
  if (trial != nullptr) {
    complaints = tryOut(settings, *staged.value(), setup, *trial);
    if (!complaints.empty()) {
      return complaints;
    }
  }
  auto library = shelf_.load(plugin_folder, settings.plugin);
  if (!library.ok()) {
    return complain(library.error());
  }
  auto instance = PluginInstance::create(
      library.value(), {settings.name, setup, secretsOf(settings)}, extensions_, log_);
  if (!instance.ok()) {
    for (const auto& [pointer, message] : instance.error()) {
      complaints.push_back({settings.file, "/settings" + pointer, message});
    }
    return complaints;
  }
  return std::shared_ptr<const Integration>(
      std::make_shared<Integration>(std::move(settings), std::move(instance.value())));
}

std::vector<Complaint> IntegrationBuilder::tryOut(const config::Integration& settings,
                                                  const plugin_host::StagedPlugin& staged,
                                                  const std::string& setup,
                                                  const Trial& trial) {
  const VersionKey version{staged.sha256, settings.fingerprint};
  if (const auto dead = died_.find(version); dead != died_.end()) {
    return dead->second;
  }
  plugin_host::TrialRun run{staged, settings.name, setup, {}};
  for (const auto& [name, source] : settings.secrets) {
    run.secrets.emplace(name, source.value.copy());
  }
  const TrialResult result = trial(run);
  std::vector<Complaint> complaints;
  for (const auto& [pointer, message] : result.complaints) {
    complaints.push_back({settings.file, pointer, message});
  }
  if (result.died) {
    died_.emplace(version, complaints);
  }
  return complaints;
}

}  // namespace bailey::generation
