#include "generation/generation_builder.h"

#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"
#include "plugin_host/setup_json.h"
#include "plugin_host/staged_plugin.h"

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
    auto library = Library::load(std::move(staged.value()));
    if (!library.ok()) {
      return core::Error{library.error().message};
    }
    return std::move(library.value());
  }

  const std::filesystem::path& plugins_folder_;
  const std::filesystem::path& private_folder_;
  observability::Log& log_;
  std::map<std::string, LibraryResult> loaded_;
};

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
                                plugin_host::Extensions& extensions,
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
      library.value(),
      {settings.name,
       plugin_host::setupJson(settings.name,
                              std::filesystem::absolute(settings.file).parent_path(),
                              settings.settings,
                              settings.profile),
       secretsOf(settings)},
      extensions,
      log);
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
    MadeIntegration made = makeIntegration(std::move(settings), libraries, extensions_, log_);
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
