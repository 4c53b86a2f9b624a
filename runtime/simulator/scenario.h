// A sequence of steps in one session, and the report of it.
#pragma once

#include "simulator/report.h"
#include "simulator/session.h"
#include "simulator/step_run.h"

#include <chrono>
#include <functional>
#include <string>

namespace bailey::simulator {

// Makes a step's calls through the StepRun and ends it.
using StepFunction = std::function<Step(StepRun& step)>;

class Scenario {
public:
  // `session` outlives the scenario.
  explicit Scenario(Session& session);

  // Runs one step, unless the bridge was found to be unreachable; true when it held.
  bool take(const std::string& name, const StepFunction& run);

  // REQUIRES: called once
  Report finish();

private:
  Session& session_;
  const std::chrono::steady_clock::time_point started_;
  Report report_;
};

}  // namespace bailey::simulator
