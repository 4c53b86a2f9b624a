#include "simulator/findings.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bailey::simulator {

void Findings::broken(const Rule& rule, std::string_view found, std::string_view excerpt) {
  const auto known =
      std::find_if(violations_.begin(), violations_.end(), [&rule](const Violation& violation) {
        return violation.section == rule.section && violation.rule == rule.text;
      });
  if (known != violations_.end()) {
    ++known->times;
    return;
  }
  Violation violation;
  violation.section = rule.section;
  violation.rule = rule.text;
  violation.where = place_;
  if (!place_.empty() && !found.empty()) {
    violation.where += ": ";
  }
  violation.where += redactor_.excerpt(found);
  violation.excerpt = redactor_.excerpt(excerpt);
  violations_.push_back(std::move(violation));
}

void Findings::broken(const Rule& rule, std::string_view found, const nlohmann::json& part) {
  broken(rule, found, std::string_view(part.dump()));
}

}  // namespace bailey::simulator
