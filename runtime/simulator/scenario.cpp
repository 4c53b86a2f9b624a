#include "simulator/scenario.h"

#include <utility>

namespace bailey::simulator {

Scenario::Scenario(Session& session)
    : session_(session),
      started_(std::chrono::steady_clock::now()) {
  report_.bridge = session_.bridge.name();
}

bool Scenario::take(const std::string& name, const StepFunction& run) {
  StepRun running(session_, name);
  Step step = session_.isHopeless() ? running.notRun("the bridge cannot be reached") : run(running);
  session_.observer.onStep(step);
  report_.steps.push_back(std::move(step));
  return report_.steps.back().outcome == Outcome::Held;
}

Report Scenario::finish() {
  report_.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started_);
  return std::move(report_);
}

}  // namespace bailey::simulator
