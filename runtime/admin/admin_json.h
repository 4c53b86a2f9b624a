// What the control plane says, as JSON: the one shape for the command line and for other tools.
#pragma once

#include "control/controller.h"
#include "control/last_good.h"
#include "control/reload_report.h"
#include "generation/generation.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::admin {

// {"ok", "generation", "server_changed", "server_complaints": [..], "integrations": [{"name",
// "change", "serving", "complaints": [{"file", "pointer", "message"}]}]}
nlohmann::json toJson(const control::ReloadReport& report);

// {"number", "kept_at", "plugin", "plugin_version", "plugin_sha256", "fingerprint"}; the text of
// the configuration stays where it is.
nlohmann::json toJson(const control::KeptVersion& version);
nlohmann::json toJson(const std::vector<control::KeptVersion>& history);

// {"version", "pid", "generation", "ok", "reloading", "draining", "residents": [..],
// "server_complaints": [..], "integrations": [{"name", "plugin", "plugin_version", "plugin_sha256",
// "state", "complaints", "requests", "crm_failed", "broke", "running", "waiting"}]}. `state` is
// "serving", "probation", "previous", "last_good", "disabled" or "down".
nlohmann::json statusJson(const generation::Generation& generation,
                          const control::Controller& controller,
                          const std::string& version);

}  // namespace bailey::admin
