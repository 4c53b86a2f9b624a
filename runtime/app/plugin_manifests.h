// What plugins say of themselves, read without running them. Each plugin is looked at once.
#pragma once

#include "core/result.h"
#include "plugin_host/manifest.h"
#include "plugin_host/private_folder.h"

#include <filesystem>
#include <map>
#include <string>

namespace bailey::app {

class PluginManifests {
public:
  // Copies of plugins lie in a temporary folder of this object's own.
  static core::Result<PluginManifests> open(const std::filesystem::path& plugins_folder);

  // The error begins with the plugin's file. The result lives as long as this.
  const core::Result<plugin_host::Manifest>& of(const std::string& plugin);

private:
  PluginManifests(std::filesystem::path plugins_folder, plugin_host::PrivateFolder copies)
      : plugins_folder_(std::move(plugins_folder)),
        copies_(std::move(copies)) {}

  std::filesystem::path plugins_folder_;
  plugin_host::PrivateFolder copies_;
  std::map<std::string, core::Result<plugin_host::Manifest>> known_;
};

}  // namespace bailey::app
