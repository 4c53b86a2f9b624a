// Collects the rules a step's answers broke.
#pragma once

#include "simulator/redactor.h"
#include "simulator/step.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

// A rule of the contract: its section, and what must be so.
struct Rule {
  std::string_view section;
  std::string_view text;
};

class Findings {
public:
  // `redactor` outlives the findings; what it hides appears in no violation.
  explicit Findings(const Redactor& redactor) : redactor_(redactor) {}

  // Goes before the place of what is broken from now on: "page 3", "call by e-mail". May be empty.
  void setPlace(std::string place) { place_ = std::move(place); }

  // Records that `rule` was broken; the same rule broken again is only counted. `found` says what
  // was found; `excerpt` is the part of the answer, of any length.
  void broken(const Rule& rule, std::string_view found, std::string_view excerpt);
  void broken(const Rule& rule, std::string_view found, const nlohmann::json& part);

  [[nodiscard]] bool any() const { return !violations_.empty(); }

  [[nodiscard]] const std::vector<Violation>& violations() const { return violations_; }

private:
  const Redactor& redactor_;
  std::string place_;
  std::vector<Violation> violations_;
};

}  // namespace bailey::simulator
