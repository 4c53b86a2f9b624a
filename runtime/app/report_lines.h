// What the admin socket says about changes, as people read it.
#pragma once

#include <nlohmann/json.hpp>

namespace bailey::app {

// One line for each integration that is not what it was, and one for each complaint.
void printReport(const nlohmann::json& report);

// "  integrations.d/acme.json: /plugin: ...", one for each.
void printComplaints(const nlohmann::json& complaints);

}  // namespace bailey::app
