#include "simulator/soak_result.h"

#include "simulator/report.h"
#include "simulator/text_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace bailey::simulator {
namespace {

struct Percentile {
  const char* name;
  double share;
};

constexpr std::array<Percentile, 4> kPercentiles = {
    {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"max", 1.0}}};

std::vector<std::chrono::microseconds> sorted(std::vector<std::chrono::microseconds> values) {
  std::sort(values.begin(), values.end());
  return values;
}

std::size_t sumOf(const std::map<std::string, std::size_t>& counts) {
  std::size_t sum = 0;
  for (const auto& [name, count] : counts) {
    sum += count;
  }
  return sum;
}

std::size_t callsOf(const SoakResult& result) {
  std::size_t calls = 0;
  for (const ActivityResult& activity : result.activities) {
    calls += activity.latencies.size();
  }
  return calls;
}

double perSecond(std::size_t count, std::chrono::milliseconds duration) {
  return duration.count() == 0
             ? 0
             : static_cast<double>(count) * 1000.0 / static_cast<double>(duration.count());
}

}  // namespace

void ActivityResult::merge(const ActivityResult& other) {
  arrivals += other.arrivals;
  latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
  for (const auto& [name, count] : other.failures) {
    failures[name] += count;
  }
}

void SoakResult::add(const Violation& violation) {
  const auto known =
      std::find_if(violations.begin(), violations.end(), [&violation](const Violation& one) {
        return one.section == violation.section && one.rule == violation.rule;
      });
  if (known == violations.end()) {
    violations.push_back(violation);
  } else {
    known->times += violation.times;
  }
}

void SoakResult::merge(const SoakResult& other) {
  for (std::size_t i = 0; i < activities.size(); ++i) {
    activities[i].merge(other.activities[i]);
  }
  for (const Violation& violation : other.violations) {
    add(violation);
  }
}

bool SoakResult::held() const {
  return violations.empty() &&
         std::all_of(activities.begin(), activities.end(), [](const ActivityResult& activity) {
           return activity.failures.empty();
         });
}

std::chrono::microseconds percentileOf(const std::vector<std::chrono::microseconds>& sorted_values,
                                       double share) {
  if (sorted_values.empty()) {
    return std::chrono::microseconds(0);
  }
  const auto rank =
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted_values.size())));
  return sorted_values[std::clamp<std::size_t>(rank, 1, sorted_values.size()) - 1];
}

std::string textOf(const SoakResult& result, const TextStyle& style) {
  using Align = TextTable::Align;
  TextTable table({{"activity"},
                   {"arrivals", Align::Right},
                   {"calls", Align::Right},
                   {"p50", Align::Right},
                   {"p90", Align::Right},
                   {"p99", Align::Right},
                   {"max", Align::Right},
                   {"failed", Align::Right}});
  std::string failures;
  for (std::size_t i = 0; i < kActivities; ++i) {
    const ActivityResult& activity = result.activities[i];
    if (activity.arrivals == 0) {
      continue;
    }
    const std::string name(nameOf(static_cast<Activity>(i)));
    const auto values = sorted(activity.latencies);
    std::vector<std::string> cells = {name, grouped(activity.arrivals), grouped(values.size())};
    for (const Percentile& percentile : kPercentiles) {
      cells.push_back(values.empty() ? "" : shortTime(percentileOf(values, percentile.share)));
    }
    cells.push_back(grouped(sumOf(activity.failures)));
    table.add(std::move(cells));
    for (const auto& [failure, count] : activity.failures) {
      failures += "     " + coloured(name + ": " + failure, "31", style) + ", " + grouped(count) +
                  (count == 1 ? " time\n" : " times\n");
    }
  }
  std::string text = table.text(style) + failures;
  for (const Violation& violation : result.violations) {
    text += linesFor(violation, style);
  }
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.1f", perSecond(callsOf(result), result.duration));
  const std::string summary = grouped(callsOf(result)) + " calls in " + shortTime(result.duration) +
                              ", " + rate + " a second";
  return text + "\n " +
         coloured(summary + (result.held() ? "; all held" : "; not all held"),
                  result.held() ? "32" : "31",
                  style) +
         "\n";
}

nlohmann::json toJson(const SoakResult& result) {
  nlohmann::json activities = nlohmann::json::array();
  for (std::size_t i = 0; i < kActivities; ++i) {
    const ActivityResult& activity = result.activities[i];
    const auto values = sorted(activity.latencies);
    nlohmann::json entry = {{"activity", nameOf(static_cast<Activity>(i))},
                            {"arrivals", activity.arrivals},
                            {"calls", values.size()},
                            {"failures", activity.failures}};
    for (const Percentile& percentile : kPercentiles) {
      entry[std::string(percentile.name) + "_ms"] =
          inMilliseconds(percentileOf(values, percentile.share));
    }
    activities.push_back(std::move(entry));
  }
  return {{"held", result.held()},
          {"duration_ms", result.duration.count()},
          {"calls", callsOf(result)},
          {"calls_per_second", perSecond(callsOf(result), result.duration)},
          {"activities", std::move(activities)},
          {"violations", toJson(result.violations)}};
}

}  // namespace bailey::simulator
