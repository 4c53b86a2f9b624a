// One create() with everything it says kept: what PluginInstance turns into complaints for an
// operator is here still as the plugin wrote it.
#pragma once

#include "conformance/trial.h"

#include "bailey/abi.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::conformance {

struct Creation {
  bailey_status status = BAILEY_UNSET;
  bool threw = false;
  bool made = false;       // it gave an instance, which is destroyed again
  std::string complaints;  // as written
};

Creation tryToCreate(Trial& trial, const nlohmann::json& settings);

// Something wrong, and what to look for. Nothing seen: nothing is wrong.
struct Fault {
  std::string seen;
  std::string hint{};  // empty: the check knows best
};

// In the complaints of a create() that failed, whatever they are about. `before` and `settings` are
// the settings without and with the mistake.
Fault faultInComplaints(const Creation& creation,
                        const nlohmann::json& before,
                        const nlohmann::json& settings);

}  // namespace bailey::conformance
