// A plugin's first steps with new settings, in a process that may die of them: mapped, made, asked
// once, destroyed, unmapped. What crashes or hangs there never gets into the process that serves.
#pragma once

#include "core/secret.h"
#include "plugin_host/staged_plugin.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace bailey::plugin_host {

struct TrialRun {
  StagedPlugin staged;
  std::string integration;
  std::string setup;  // for create()
  std::map<std::string, core::Secret, std::less<>> secrets;
};

// As one JSON text, to be handed to the child; it holds secrets.
std::string toText(const TrialRun& run);

// What a child says, each as one line: "step NAME" before a step, so that it is known which one it
// died in; "complaint {"pointer", "message"}"; and "done".
constexpr std::string_view kTrialStep = "step ";
constexpr std::string_view kTrialComplaint = "complaint ";
constexpr std::string_view kTrialDone = "done";

// The child's side: does it all with what toText() made, and says it with `say`.
void runTrial(const std::string& text, const std::function<void(const std::string& line)>& say);

}  // namespace bailey::plugin_host
