// Ready-made integrations for the plugin `probe`, which tests steer (tests/good_plugins/probe.cpp).
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace bailey::integration {

inline nlohmann::json probeAction(const std::string& name) {
  return {{"name", name},
          {"display", name},
          {"description", name},
          {"inputs", nlohmann::json::array()}};
}

// All of the probe's actions, no authentication, a few records.
inline nlohmann::json probeIntegration(const std::string& plugin = "probe") {
  nlohmann::json actions = nlohmann::json::array();
  for (const char* name : {"echo",
                           "sleep_until_deadline",
                           "block",
                           "throw_error",
                           "throw_int",
                           "throw_std",
                           "log",
                           "count",
                           "normalize_phone",
                           "big",
                           "pid"}) {
    actions.push_back(probeAction(name));
  }
  return {
      {"plugin", plugin},
      {"talkdesk",
       {{"authentication_type", "none"}, {"interaction_types", {"ticket"}}, {"actions", actions}}},
      {"settings",
       {{"page_size", 2},
        {"contacts",
         {{{"id", "c1"}, {"name", "Ines Prata"}, {"updated_at", "2024-01-01 00:00:00"}},
          {{"id", "c2"}, {"name", "Omar Diaz"}, {"updated_at", "2024-01-02 00:00:00"}},
          {{"id", "c3"}, {"name", "Rui Melo"}, {"updated_at", "2024-01-03 00:00:00"}}}},
        {"interactions",
         {{{"id", "t1"},
           {"subject", "Invoice unclear"},
           {"date", "2024-02-28T11:02:00+01:00"},
           {"type", "ticket"},
           {"status", "open"}}}},
        {"agents",
         {{{"id", "u1"}, {"name", "Ana"}, {"email", "ana@example.com"}},
          {{"id", "u2"}, {"name", "Bo"}, {"email", "bo@example.com"}},
          {{"id", "u3"}, {"name", "Cy"}, {"email", "cy@example.com"}}}}}}};
}

}  // namespace bailey::integration
