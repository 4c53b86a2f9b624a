// From checked settings to an integration that can serve: its plugin loaded, its instance made.
// `bailey check` is this without publishing.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "core/result.h"
#include "generation/generation.h"
#include "generation/library_shelf.h"
#include "generation/trial.h"
#include "observability/log.h"
#include "plugin_host/extensions.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bailey::generation {

using BuiltIntegration =
    core::Result<std::shared_ptr<const Integration>, std::vector<config::Complaint>>;

// [control thread]
class IntegrationBuilder {
public:
  // `plugins_folder` is the operator's, `private_folder` this process's own; the references outlive
  // the integrations made.
  IntegrationBuilder(std::filesystem::path plugins_folder,
                     std::filesystem::path private_folder,
                     plugin_host::Extensions& extensions,
                     observability::Log& log)
      : plugins_folder_(std::move(plugins_folder)),
        shelf_(std::move(private_folder), log),
        extensions_(extensions),
        log_(log) {}

  // All complaints at once; on failure everything made for it is gone again.
  [[nodiscard]] BuiltIntegration build(config::Integration settings) {
    return buildFrom(std::move(settings), plugins_folder_, nullptr);
  }

  // The same after `trial` went well; a version that died in its trial is not tried again.
  [[nodiscard]] BuiltIntegration build(config::Integration settings, const Trial& trial) {
    return buildFrom(std::move(settings), plugins_folder_, &trial);
  }

  // With the plugin of another folder, where an earlier version of it is kept.
  [[nodiscard]] BuiltIntegration buildKept(config::Integration settings,
                                           const std::filesystem::path& plugin_folder) {
    return buildFrom(std::move(settings), plugin_folder, nullptr);
  }

  // The plugin as it is now, nothing of it run: to tell whether an integration has changed. Valid
  // until the next call.
  [[nodiscard]] core::Result<const plugin_host::StagedPlugin*> staged(const std::string& plugin) {
    return shelf_.stage(plugins_folder_, plugin);
  }

private:
  // Which version of what: the plugin's digest and the integration's fingerprint.
  using VersionKey = std::pair<std::string, std::string>;

  BuiltIntegration buildFrom(config::Integration settings,
                             const std::filesystem::path& plugin_folder,
                             const Trial* trial);
  std::vector<config::Complaint> tryOut(const config::Integration& settings,
                                        const plugin_host::StagedPlugin& staged,
                                        const std::string& setup,
                                        const Trial& trial);

  const std::filesystem::path plugins_folder_;
  LibraryShelf shelf_;
  plugin_host::Extensions& extensions_;
  observability::Log& log_;
  std::map<VersionKey, std::vector<config::Complaint>> died_;  // in their trial
};

}  // namespace bailey::generation
