#include "control/disabled_integrations.h"

#include "control/durable_file.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <utility>

namespace bailey::control {

using nlohmann::json;

DisabledIntegrations::DisabledIntegrations(std::filesystem::path file) : file_(std::move(file)) {
  std::ifstream stream(file_);
  const json list = json::parse(stream, nullptr, /*allow_exceptions=*/false);
  if (list.is_array()) {
    for (const json& name : list) {
      if (name.is_string()) {
        names_.insert(name.get<std::string>());
      }
    }
  }
}

core::Result<bool> DisabledIntegrations::add(const std::string& integration) {
  Names names = names_;
  names.insert(integration);
  return change(std::move(names));
}

core::Result<bool> DisabledIntegrations::remove(const std::string& integration) {
  Names names = names_;
  names.erase(integration);
  return change(std::move(names));
}

core::Result<bool> DisabledIntegrations::change(Names names) {
  if (names == names_) {
    return true;
  }
  auto written = writeDurably(file_, json(names).dump(2) + "\n");
  if (written.ok()) {
    names_ = std::move(names);
  }
  return written;
}

}  // namespace bailey::control
