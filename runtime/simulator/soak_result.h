// What a soak came to: latencies, failures and broken rules, by activity.
#pragma once

#include "simulator/soak_plan.h"
#include "simulator/step.h"
#include "simulator/text_style.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace bailey::simulator {

struct ActivityResult {
  std::size_t arrivals = 0;
  // Of each call. The first of an arrival counts from when it was due, so that a bridge that makes
  // others wait is not spared the wait; later pages count from when they were asked for.
  std::vector<std::chrono::microseconds> latencies;
  // Calls without success, by "status 503", "late", "unreachable", "broken"; and arrivals whose
  // turn never came.
  std::map<std::string, std::size_t> failures;

  void merge(const ActivityResult& other);
};

struct SoakResult {
  std::array<ActivityResult, kActivities> activities;
  std::vector<Violation> violations;  // One for each rule, counted.
  std::chrono::milliseconds duration{0};

  void add(const Violation& violation);
  void merge(const SoakResult& other);

  // No failure, and every answer kept every rule.
  [[nodiscard]] bool held() const;
};

// The value that `share` of the sorted `values` do not exceed; 0 without values.
std::chrono::microseconds percentileOf(const std::vector<std::chrono::microseconds>& sorted,
                                       double share);

std::string textOf(const SoakResult& result, const TextStyle& style);
nlohmann::json toJson(const SoakResult& result);

}  // namespace bailey::simulator
