// The parent's side of a plugin's trial: starts the child, waits, and tells how far it came.
#pragma once

#include "plugin_host/plugin_instance.h"
#include "plugin_host/trial_run.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace bailey::control {

using SettingsComplaints = std::vector<plugin_host::SettingsComplaint>;

struct TrialOutcome {
  // About the plugin itself: it could not even be loaded. Pointers into an integration's file.
  SettingsComplaints about_plugin;

  // One list for each case that came to its end, in their order; likewise.
  std::vector<SettingsComplaints> cases;

  // How the child ended before it was done, as a clause about the plugin: "crashes in create() when
  // it is tried ..."; empty when it was done. It died before its first case (load), in the one
  // after the last of `cases`, or after all of them (unload).
  std::string death;
  bool began_a_case = false;
};

// What ends a child before it is done.
struct TrialLimits {
  std::chrono::milliseconds time;  // for loading the plugin, and for each case
  int cancelled;                   // a descriptor that becomes readable when nobody wants to know
};

// Runs `bailey try-plugin` of the program that is running, with the cases of `run` from `first` on.
// Blocks until the child is done or dead. [control thread]
TrialOutcome tryInProcess(const plugin_host::TrialRun& run,
                          std::size_t first,
                          const TrialLimits& limits);

}  // namespace bailey::control
