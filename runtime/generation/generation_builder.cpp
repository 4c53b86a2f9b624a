#include "generation/generation_builder.h"

#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"
#include "plugin_host/staged_plugin.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace bailey::generation {
namespace {

using config::Complaint;
using plugin_host::Execution;
using plugin_host::Library;
using plugin_host::PluginInstance;
using talkdesk::Operation;
using LibraryResult = core::Result<std::shared_ptr<Library>>;

// Each plugin is staged and loaded once, however many integrations use it.
class Libraries {
public:
  Libraries(const std::filesystem::path& plugins_folder,
            const std::filesystem::path& private_folder,
            observability::Log& log)
      : plugins_folder_(plugins_folder),
        private_folder_(private_folder),
        log_(log) {}

  const LibraryResult& get(const std::string& name) {
    const auto known = loaded_.find(name);
    return known != loaded_.end() ? known->second : loaded_.emplace(name, load(name)).first->second;
  }

private:
  LibraryResult load(const std::string& name) const {
    auto staged = plugin_host::stagePlugin(plugins_folder_, name, private_folder_);
    if (!staged.ok()) {
      return staged.error();
    }
    if (!staged.value().unique_symbols.empty()) {
      log_.write(observability::Level::Warn, "plugin_stays_mapped", [&](JsonWriter& json) {
        json.member("plugin", name).member("symbol", staged.value().unique_symbols.front());
        json.member("message",
                    "it exports GNU_UNIQUE symbols and cannot be unloaded; build it with "
                    "bailey_add_plugin()");
      });
    }
    return Library::load(std::move(staged.value()));
  }

  const std::filesystem::path& plugins_folder_;
  const std::filesystem::path& private_folder_;
  observability::Log& log_;
  std::map<std::string, LibraryResult> loaded_;
};

// bailey_plugin_entry::create, `setup`
std::string setupJson(const config::Integration& integration) {
  nlohmann::json actions = nlohmann::json::array();
  for (const talkdesk::Action& action : integration.profile.actions) {
    actions.push_back(action.name);
  }
  nlohmann::json fields = nlohmann::json::array();
  for (const auto& field : integration.profile.authentication_configuration) {
    fields.push_back(field.field_name);
  }
  return nlohmann::json{
      {"integration", integration.name},
      {"folder", std::filesystem::absolute(integration.file).parent_path().string()},
      {"settings", integration.settings},
      {"talkdesk",
       {{"interaction_types", integration.profile.interaction_types},
        {"actions", std::move(actions)},
        {"auth_fields", std::move(fields)}}}}
      .dump();
}

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

using MadeIntegration = core::Result<std::shared_ptr<const Integration>, std::vector<Complaint>>;

MadeIntegration makeIntegration(config::Integration settings,
                                Libraries& libraries,
                                observability::Log& log) {
  const LibraryResult& library = libraries.get(settings.plugin);
  if (!library.ok()) {
    return std::vector<Complaint>{{settings.file, "/plugin", library.error().message}};
  }
  std::vector<Complaint> complaints = checkPromises(settings, library.value()->manifest());
  if (!complaints.empty()) {
    return complaints;
  }
  auto instance = PluginInstance::create(
      library.value(), {settings.name, setupJson(settings), secretsOf(settings)}, log);
  if (!instance.ok()) {
    for (const auto& [pointer, message] : instance.error()) {
      complaints.push_back({settings.file, "/settings" + pointer, message});
    }
    return complaints;
  }
  return std::shared_ptr<const Integration>(
      std::make_shared<Integration>(std::move(settings), std::move(instance.value())));
}

}  // namespace

core::Result<std::shared_ptr<const Generation>, std::vector<Complaint>> GenerationBuilder::build(
    std::vector<config::Integration> integrations) {
  Libraries libraries(plugins_folder_, private_folder_, log_);
  auto generation = std::make_shared<Generation>();
  std::vector<Complaint> complaints;
  for (config::Integration& settings : integrations) {
    std::string name = settings.name;
    MadeIntegration made = makeIntegration(std::move(settings), libraries, log_);
    if (made.ok()) {
      generation->integrations.emplace(std::move(name), std::move(made.value()));
    } else {
      complaints.insert(complaints.end(), made.error().begin(), made.error().end());
    }
  }
  if (!complaints.empty()) {
    return complaints;
  }
  generation->number = ++last_number_;
  return std::shared_ptr<const Generation>(std::move(generation));
}

}  // namespace bailey::generation
