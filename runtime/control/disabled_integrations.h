// Which integrations an operator has taken out of service, kept on disk so that a restart does not
// bring them back.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace bailey::control {

// [control thread]
class DisabledIntegrations {
public:
  // `file` is a list of names; one that cannot be read counts as empty.
  explicit DisabledIntegrations(std::filesystem::path file);

  [[nodiscard]] bool holds(std::string_view integration) const {
    return names_.find(integration) != names_.end();
  }

  // On error nothing has changed.
  core::Result<bool> add(const std::string& integration);
  core::Result<bool> remove(const std::string& integration);

private:
  using Names = std::set<std::string, std::less<>>;

  core::Result<bool> change(Names names);

  const std::filesystem::path file_;
  Names names_;
};

}  // namespace bailey::control
