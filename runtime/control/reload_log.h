// What operators read about changes, in the log.
#pragma once

#include "control/reload_report.h"
#include "observability/log.h"

#include <map>
#include <string>
#include <vector>

namespace bailey::control {

// [control thread]
class ReloadLog {
public:
  explicit ReloadLog(observability::Log& log) : log_(log) {}

  // A line for each thing that changed or is refused, and one for the whole. What was refused for
  // the same reasons the last time is not told again, and nothing is when there is nothing new.
  void write(const ReloadReport& report);

private:
  void writeIntegration(const IntegrationReport& one);

  observability::Log& log_;
  std::map<std::string, std::vector<std::string>>
      told_;  // refusals, by integration; "" is the server
};

}  // namespace bailey::control
