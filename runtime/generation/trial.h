// What a trial run of a plugin came to, and who runs it.
#pragma once

#include "plugin_host/plugin_instance.h"
#include "plugin_host/trial_run.h"

#include <functional>
#include <vector>

namespace bailey::generation {

struct TrialResult {
  std::vector<plugin_host::SettingsComplaint> complaints;  // pointers into the integration's file
  bool died = false;  // it crashed, hung or left: it is not tried again before it changes
};

using Trial = std::function<TrialResult(const plugin_host::TrialRun& run)>;

}  // namespace bailey::generation
