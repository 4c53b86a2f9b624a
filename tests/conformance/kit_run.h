// Runs the conformance kit on a plugin of the tests, with an integration written for the purpose.
#pragma once

#include "conformance/report.h"
#include "fakes/temp_folder.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bailey::conformance {

struct KitRun {
  std::filesystem::path plugin;
  nlohmann::json integration;
  std::optional<nlohmann::json> auth = nlohmann::json::object();
  std::vector<std::string> free_settings = {};
  std::string checks = "";  // regular expression; empty: all
  bool actions = true;
  std::size_t calls = 10'000;
  std::chrono::milliseconds time_limit{30'000};

  // The integration file stands in `folder`.
  [[nodiscard]] Report run(const std::filesystem::path& folder) const;
};

// What came of the check with this id; Verdict::Unset when it did not run.
Outcome outcomeOf(const Report& report, const std::string& id);

// The plugin of faulty_crm/ with one fault, and everything it needs to be sound but for that.
KitRun faultyCrm(const std::string& fault, const std::string& plugin = "faulty_crm");

inline constexpr const char* kToken = "k-1f2e3d4c";
inline constexpr const char* kSecret = "s-9a8b7c6d";

}  // namespace bailey::conformance
