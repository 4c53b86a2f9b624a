#include "generation/integration_builder.h"

#include "core/sha256.h"
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

std::string setupOf(const config::Integration& settings) {
  return plugin_host::setupJson(settings.name,
                                std::filesystem::absolute(settings.file).parent_path(),
                                settings.settings,
                                settings.profile);
}

bool isAllowed(const plugin_host::StagedPlugin& staged,
               const std::vector<core::Sha256Digest>& allowed) {
  return allowed.empty() ||
         std::any_of(allowed.begin(), allowed.end(), [&](const core::Sha256Digest& one) {
           return core::toHex(one) == staged.sha256;
         });
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

InspectedPlugin IntegrationBuilder::inspectIn(const std::filesystem::path& folder,
                                              const config::Integration& settings) {
  const auto found = shelf_.stage(folder, settings.plugin);
  if (!found.ok()) {
    return std::vector<Complaint>{{settings.file, "/plugin", found.error().message}};
  }
  const plugin_host::StagedPlugin& staged = *found.value();
  if (!isAllowed(staged, settings.plugin_sha256)) {
    return std::vector<Complaint>{
        {settings.file,
         "/plugin_sha256",
         "does not list " + staged.sha256 + ", which is " + staged.source.string()}};
  }
  std::vector<Complaint> complaints = checkPromises(settings, staged.manifest);
  if (!complaints.empty()) {
    return complaints;
  }
  return staged;
}

BuiltIntegration IntegrationBuilder::buildInspected(config::Integration& settings,
                                                    const plugin_host::StagedPlugin& staged) {
  auto library = shelf_.load(staged);
  if (!library.ok()) {
    return std::vector<Complaint>{{settings.file, "/plugin", library.error().message}};
  }
  auto gateway = extensions_.gateway(settings.name, settings.upstream, staged.manifest);
  if (!gateway.ok()) {
    const auto& [member, message] = gateway.error();
    return std::vector<Complaint>{
        {settings.file, member.empty() ? "/upstream" : "/upstream/" + member, message}};
  }
  auto instance = PluginInstance::create(library.value(),
                                         {settings.name,
                                          setupOf(settings),
                                          secretsOf(settings),
                                          settings.fingerprint,
                                          gateway.value()},
                                         extensions_,
                                         log_);
  if (!instance.ok()) {
    std::vector<Complaint> complaints;
    for (const auto& [pointer, message] : instance.error()) {
      complaints.push_back({settings.file, "/settings" + pointer, message});
    }
    return complaints;
  }
  return std::shared_ptr<const Integration>(
      std::make_shared<Integration>(std::move(settings), std::move(instance.value())));
}

BuiltIntegration IntegrationBuilder::buildFrom(config::Integration settings,
                                               const std::filesystem::path& plugin_folder) {
  const InspectedPlugin staged = inspectIn(plugin_folder, settings);
  return staged.ok() ? buildInspected(settings, staged.value()) : BuiltIntegration(staged.error());
}

plugin_host::TrialCase trialCaseOf(const config::Integration& settings) {
  plugin_host::TrialCase made{settings.name, setupOf(settings), {}, settings.upstream};
  for (const auto& [name, source] : settings.secrets) {
    made.secrets.emplace(name, source.value.copy());
  }
  return made;
}

}  // namespace bailey::generation
