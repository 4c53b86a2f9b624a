// Shows steps while they go on: a row for each finished step, and on a terminal a bar for the
// running one.
#pragma once

#include "simulator/report.h"
#include "simulator/session.h"

#include <cstddef>
#include <ostream>
#include <string>

namespace bailey::simulator {

class StepView : public StepObserver {
public:
  // `out` outlives the view.
  StepView(std::ostream& out, TextStyle style) : out_(out), style_(style) {}

  void onProgress(const std::string& step, std::size_t records, std::size_t pages) override;
  void onStep(const Step& step) override;

private:
  std::ostream& out_;
  const TextStyle style_;
  bool bar_shown_ = false;
};

// Shows nothing.
class SilentView : public StepObserver {
public:
  void onProgress(const std::string&, std::size_t, std::size_t) override {}

  void onStep(const Step&) override {}
};

}  // namespace bailey::simulator
