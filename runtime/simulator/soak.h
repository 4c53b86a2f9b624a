// Carries out a soak plan: open loop, so a slow bridge does not slow the arrivals down, over
// several connections at once.
#pragma once

#include "core/result.h"
#include "simulator/bridge_client.h"
#include "simulator/endpoints.h"
#include "simulator/session.h"
#include "simulator/soak_plan.h"
#include "simulator/soak_result.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace bailey::simulator {

struct SoakOptions {
  Endpoints endpoints;
  ClientOptions client;
  std::vector<Credentials> accounts;  // At least one.
  SoakPlanOptions plan;               // For as many accounts.
  std::size_t connections = 8;        // As many threads, each with a connection of its own.
  std::string action;                 // Empty: no automations.
  std::map<std::string, std::string> inputs;
};

// Takes the plan's duration, and one call's deadline more when the bridge falls behind. An error
// only when it cannot begin.
core::Result<SoakResult> soak(const SoakOptions& options);

}  // namespace bailey::simulator
