// A plugin's first steps with new settings, in a process that may die of them: mapped, made, asked
// once, destroyed, unmapped. What crashes or hangs there never gets into the process that serves.
#pragma once

#include "core/secret.h"
#include "plugin_host/staged_plugin.h"
#include "upstream/settings.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

// One integration that wants to use the plugin.
struct TrialCase {
  std::string integration;
  std::string setup;  // for create()
  std::map<std::string, core::Secret, std::less<>> secrets;
  upstream::Settings upstream{};
};

struct TrialRun {
  StagedPlugin staged;
  std::vector<TrialCase> cases;  // at least one; one after the other
};

// The cases from the one numbered `first` on, as one JSON text to be handed to the child; it holds
// secrets.
std::string toText(const TrialRun& run, std::size_t first);

// What a child says, each as one line: "case" when it begins the next one; "step NAME" before a
// step, so that it is known which one it died in; "complaint {"pointer", "message"}", before the
// first case about the plugin itself; and "done".
constexpr std::string_view kTrialCase = "case";
constexpr std::string_view kTrialStep = "step ";
constexpr std::string_view kTrialComplaint = "complaint ";
constexpr std::string_view kTrialDone = "done";

// The child's side: does it all with what toText() made, and says it with `say`.
void runTrial(const std::string& text, const std::function<void(const std::string& line)>& say);

}  // namespace bailey::plugin_host
