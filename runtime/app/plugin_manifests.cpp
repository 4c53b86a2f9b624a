#include "app/plugin_manifests.h"

#include "plugin_host/staged_plugin.h"

#include <utility>

namespace bailey::app {
namespace {

core::Result<plugin_host::Manifest> manifestOf(const std::filesystem::path& plugins_folder,
                                               const std::string& plugin,
                                               const std::filesystem::path& copies) {
  auto staged = plugin_host::stagePlugin(plugins_folder, plugin, copies);
  if (!staged.ok()) {
    return staged.error();
  }
  return std::move(staged.value().manifest);
}

}  // namespace

core::Result<PluginManifests> PluginManifests::open(const std::filesystem::path& plugins_folder) {
  auto copies = plugin_host::PrivateFolder::makeIn(std::filesystem::temp_directory_path());
  if (!copies.ok()) {
    return copies.error();
  }
  return PluginManifests(plugins_folder, std::move(copies.value()));
}

const core::Result<plugin_host::Manifest>& PluginManifests::of(const std::string& plugin) {
  const auto known = known_.find(plugin);
  if (known != known_.end()) {
    return known->second;
  }
  return known_.emplace(plugin, manifestOf(plugins_folder_, plugin, copies_.path())).first->second;
}

}  // namespace bailey::app
