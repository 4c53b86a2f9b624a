// Ready-made integrations for the plugin `relay`, which asks a CRM of the test what it is told to
// (tests/good_plugins/relay.cpp).
#pragma once

#include "fakes/fault_upstream.h"
#include "integration/probe_integration.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace bailey::integration {

// With `crm` as its CRM. `plugin` is "relay" or "relay_blocking".
inline nlohmann::json relayIntegration(const fakes::FaultUpstream& crm,
                                       const std::string& plugin = "relay") {
  nlohmann::json integration = {
      {"plugin", plugin},
      {"settings", {{"base", crm.url()}}},
      {"talkdesk",
       {{"authentication_type", "none"},
        {"actions", {probeAction("ask"), probeAction("write_then")}}}},
      {"upstream",
       {{"hosts", {crm.url().starts_with("https://") ? crm.url().substr(8) : crm.url()}},
        {"networks", {"127.0.0.0/8", "::1/128"}},
        {"breaker_failures", 0}}}};  // each fault is to be met by itself
  if (crm.url().starts_with("https://")) {
    integration["upstream"]["ca"] = crm.ca().string();
  }
  return integration;
}

}  // namespace bailey::integration
