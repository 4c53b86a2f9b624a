#include "conformance/kit_run.h"

#include "config/load.h"
#include "conformance/checks.h"
#include "conformance/kit.h"

#include <array>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bailey::conformance {

using nlohmann::json;

Report KitRun::run(const std::filesystem::path& folder) const {
  const std::filesystem::path file = folder / "acme.json";
  std::ofstream(file) << integration;
  auto loaded = config::loadIntegration(file, [](std::string_view name) {
    return name == "CONFORMANCE_TEST_SECRET" ? std::optional<std::string>(kSecret) : std::nullopt;
  });
  if (!loaded.ok()) {
    throw std::runtime_error(config::toLine(loaded.complaints.front()));
  }
  Subject subject;
  subject.plugin = plugin;
  subject.integration = std::move(loaded.integration);
  subject.auth = auth;
  for (const std::string& pointer : free_settings) {
    subject.free_settings.emplace_back(pointer);
  }
  subject.actions = actions;
  subject.calls = calls;
  subject.time_limit = time_limit;
  std::vector<const Check*> selected = allChecks();
  std::erase_if(selected, [&](const Check* check) {
    return !std::regex_search(std::string(check->id), std::regex(checks));
  });
  auto report = runKit(subject, selected);
  if (!report.ok()) {
    throw std::runtime_error(report.error().message);
  }
  return std::move(report.value());
}

Outcome outcomeOf(const Report& report, const std::string& id) {
  for (const CheckResult& result : report.results) {
    if (result.check->id == id) {
      return result.outcome;
    }
  }
  return {};
}

KitRun faultyCrm(const std::string& fault, const std::string& plugin) {
  const json field = {{"display", "x"}, {"mandatory", false}, {"type", "input"}, {"store", true}};
  json account = field;
  account["field_name"] = "account";
  json token = field;
  token["field_name"] = "token";
  const json text = {{"key", "text"}, {"name", "Text"}, {"mandatory", true}, {"type", "text"}};
  json inputs = json::array({text});
  for (const auto& [key, type, format] :
       std::vector<std::array<const char*, 3>>{{"colour", "select", "red, green,blue"},
                                               {"count", "number", ""},
                                               {"phone", "tel", ""},
                                               {"page", "url", ""},
                                               {"due", "datetime", ""}}) {
    inputs.push_back({{"key", key}, {"name", key}, {"mandatory", false}, {"type", type}});
    if (*format != '\0') {
      inputs.back()["format"] = format;
    }
  }
  KitRun run;
  run.plugin = std::filesystem::path(BAILEY_TEST_PLUGINS) / (plugin + ".so");
  run.auth = json{{"account", "northwind"}, {"token", kToken}};
  run.integration = {
      {"plugin", plugin},
      {"callers", "none: anyone who can reach this port may use this integration"},
      {"secrets", {{"api_key", {{"env", "CONFORMANCE_TEST_SECRET"}}}}},
      {"settings",
       {{"fault", fault}, {"token", kToken}, {"page_size", 2}, {"limits", {{"notes", 3}}}}},
      {"talkdesk",
       {{"authentication_type", "custom"},
        {"authentication_configuration", json::array({account, token})},
        {"interaction_types", json::array({"ticket"})},
        {"actions",
         json::array({{{"name", "add_note"},
                       {"display", "add a note"},
                       {"description", "add a note"},
                       {"inputs", inputs}}})}}}};
  return run;
}

}  // namespace bailey::conformance
