// What is put to the test: a plugin, the integration it is tested with, and how far to go.
#pragma once

#include "config/settings.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace bailey::conformance {

struct Subject {
  std::filesystem::path plugin;  // absolute, as the author built it
  config::Integration integration;
  std::optional<nlohmann::json> auth;        // good credentials: the object `auth` of a request
  std::optional<nlohmann::json> wrong_auth;  // nothing: made from the good ones
  // Objects in the settings whose members are the operator's own; * stands for any member.
  std::vector<nlohmann::json::json_pointer> free_settings;
  std::size_t calls = 10'000;                    // of one operation, to see whether memory grows
  bool actions = false;                          // also run actions, which write to the CRM
  std::chrono::milliseconds time_limit{60'000};  // of one check; then its process is killed

  // The credentials to send; an integration without authentication has none.
  [[nodiscard]] std::optional<nlohmann::json> goodAuth() const;

  // Credentials no CRM accepts: every text of the good ones changed. Nothing when there is none.
  [[nodiscard]] std::optional<nlohmann::json> badAuth() const;
};

}  // namespace bailey::conformance
