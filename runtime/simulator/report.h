// What steps came to, as text for people and as one JSON object for machines.
#pragma once

#include "simulator/step.h"
#include "simulator/text_style.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace bailey::simulator {

struct Report {
  std::string bridge;  // Host and port.
  std::vector<Step> steps;
  std::chrono::milliseconds duration{0};

  // Every step that could be judged kept every rule, and none was left out because of another.
  [[nodiscard]] bool held() const;
};

// The heading of the table that rowFor() makes the rows of, below `title`.
std::string headingFor(const std::string& title, const TextStyle& style);

// One step: a row, and below it the rules that were broken.
std::string rowFor(const Step& step, const TextStyle& style);

// The lines below a row about one broken rule.
std::string linesFor(const Violation& violation, const TextStyle& style);

std::string summaryFor(const Report& report, const TextStyle& style);

nlohmann::json toJson(const Report& report);
nlohmann::json toJson(const std::vector<Violation>& violations);

}  // namespace bailey::simulator
