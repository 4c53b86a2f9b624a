// From checked settings to an integration that can serve: its plugin loaded, its instance made.
// `bailey check` is this without publishing.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "core/result.h"
#include "generation/generation.h"
#include "generation/library_shelf.h"
#include "observability/log.h"
#include "plugin_host/extensions.h"
#include "plugin_host/staged_plugin.h"
#include "plugin_host/trial_run.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bailey::generation {

using InspectedPlugin = core::Result<plugin_host::StagedPlugin, std::vector<config::Complaint>>;
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

  // The integration's plugin as it is now, with nothing of it run: is it there, can it be trusted,
  // is it one the settings allow, does it serve what they promise.
  [[nodiscard]] InspectedPlugin inspect(const config::Integration& settings) {
    return inspectIn(plugins_folder_, settings);
  }

  // Loads what inspect() gave and makes the instance. All complaints at once; on failure everything
  // made for it is gone again, and the settings are left as they were.
  [[nodiscard]] BuiltIntegration buildInspected(config::Integration& settings,
                                                const plugin_host::StagedPlugin& staged);

  // Both steps.
  [[nodiscard]] BuiltIntegration build(config::Integration settings) {
    return buildFrom(std::move(settings), plugins_folder_);
  }

  // With the plugin of another folder, where an earlier version of it is kept.
  [[nodiscard]] BuiltIntegration buildKept(config::Integration settings,
                                           const std::filesystem::path& plugin_folder) {
    return buildFrom(std::move(settings), plugin_folder);
  }

private:
  InspectedPlugin inspectIn(const std::filesystem::path& folder,
                            const config::Integration& settings);
  BuiltIntegration buildFrom(config::Integration settings,
                             const std::filesystem::path& plugin_folder);

  const std::filesystem::path plugins_folder_;
  LibraryShelf shelf_;
  plugin_host::Extensions& extensions_;
  observability::Log& log_;
};

// What a trial of it takes.
plugin_host::TrialCase trialCaseOf(const config::Integration& settings);

}  // namespace bailey::generation
