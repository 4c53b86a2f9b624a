// The parent's side of a plugin's trial run: starts the child, waits, and tells how it went.
#pragma once

#include "generation/trial.h"
#include "plugin_host/trial_run.h"

#include <chrono>

namespace bailey::control {

// Runs `bailey try-plugin` of the program that is running. Blocks until the child is done, or dead
// after `time`. [control thread]
generation::TrialResult tryPlugin(const plugin_host::TrialRun& run, std::chrono::milliseconds time);

}  // namespace bailey::control
