// What the host offers plugins beyond the functions of bailey_host: structs of functions by id.
#pragma once

#include "observability/log.h"
#include "plugin_host/manifest.h"
#include "plugin_host/phone_module.h"
#include "upstream/service.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::plugin_host {

// One for all instances; outlives them. Any thread.
class Extensions {
public:
  // Modules, which hold what few need and costs much, are looked for in `module_folders`.
  Extensions(std::vector<std::filesystem::path> module_folders, observability::Log& log)
      : phone_(std::move(module_folders), log),
        upstream_(log) {}

  // Null for an id nobody has, and for one whose module is not there.
  [[nodiscard]] const void* find(std::string_view id);

  // The way of an integration's plugin to its CRM. Fails as upstream::Gateway::make() does.
  [[nodiscard]] core::Result<std::shared_ptr<const upstream::Gateway>, upstream::GatewayError>
  gateway(const std::string& integration,
          const upstream::Settings& settings,
          const Manifest& manifest) const {
    return upstream::Gateway::make(integration, settings, manifest.hosts, upstream_.systemTrust());
  }

  // What HttpExtension gives each instance its own face of.
  [[nodiscard]] upstream::Service& upstream() { return upstream_; }

private:
  PhoneModule phone_;
  upstream::Service upstream_;
};

// Where the modules of this program are: beside it, as in a build folder, or where they get
// installed, relative to it.
std::vector<std::filesystem::path> moduleFolders();

}  // namespace bailey::plugin_host
