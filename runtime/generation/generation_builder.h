// From checked settings to a generation that can serve: stages and loads each plugin once, makes an
// instance for each integration. `bailey check` is this without publishing.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "core/result.h"
#include "generation/generation.h"
#include "observability/log.h"
#include "plugin_host/extensions.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace bailey::generation {

// [control thread]
class GenerationBuilder {
public:
  // `plugins_folder` is the operator's, `private_folder` this process's own; the references outlive
  // the generations made.
  GenerationBuilder(std::filesystem::path plugins_folder,
                    std::filesystem::path private_folder,
                    plugin_host::Extensions& extensions,
                    observability::Log& log)
      : plugins_folder_(std::move(plugins_folder)),
        private_folder_(std::move(private_folder)),
        extensions_(extensions),
        log_(log) {}

  // All complaints of all integrations at once; on failure everything made for it is gone again.
  core::Result<std::shared_ptr<const Generation>, std::vector<config::Complaint>> build(
      std::vector<config::Integration> integrations);

private:
  const std::filesystem::path plugins_folder_;
  const std::filesystem::path private_folder_;
  plugin_host::Extensions& extensions_;
  observability::Log& log_;
  std::uint64_t last_number_ = 0;
};

}  // namespace bailey::generation
