#include "conformance/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace bailey::conformance {
namespace {

using nlohmann::json;

constexpr std::size_t kIdWidth = 34;

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

void addLine(std::string& text, std::string_view label, std::string_view value) {
  if (!value.empty()) {
    text += "  " + padded(label, 8) + std::string(value) + "\n";
  }
}

std::string failureText(const CheckResult& result) {
  std::string text = "FAILED  " + std::string(result.check->id) + "\n";
  addLine(text, "must:", result.check->must);
  addLine(text, "where:", result.outcome.place);
  addLine(text, "seen:", result.outcome.seen);
  addLine(text, "hint:", result.check->hint);
  addLine(text, "source:", result.check->source);
  return text + "\n";
}

// In the order they first ran; one may have run in two parts.
std::vector<std::string_view> groupsOf(const Report& report) {
  std::vector<std::string_view> groups;
  for (const CheckResult& result : report.results) {
    const std::string_view group = groupOf(*result.check);
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) {
      groups.push_back(group);
    }
  }
  return groups;
}

std::string_view markOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed:
      return "ok";
    case Verdict::Failed:
      return "FAILED";
    case Verdict::Skipped:
    case Verdict::Unset:
      break;
  }
  return "-";
}

// How to have the checks run that need credentials; empty when none waits for them.
std::string authText(const Report& report) {
  if (report.withoutAuth() == 0) {
    return {};
  }
  std::string example;
  for (const std::string& field : report.auth_fields) {
    example += (example.empty() ? "{" : ", ") + json(field).dump() + ": \"...\"";
  }
  return std::to_string(report.withoutAuth()) +
         " skipped for want of --auth, so nobody knows yet whether it conforms. Give the "
         "credentials of an account for tests:\n  --auth '" +
         (example.empty() ? "{" : example) +
         "}', --auth @FILE, or the same in the variable BAILEY_AUTH\n\n";
}

}  // namespace

std::size_t Report::count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [verdict](const CheckResult& result) {
        return result.outcome.verdict == verdict;
      }));
}

std::size_t Report::withoutAuth() const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const CheckResult& result) {
        return result.outcome.wants_auth;
      }));
}

std::string toText(const Report& report) {
  std::string text =
      "Conformance of " + report.plugin + " with the integration " + report.integration + "\n\n";
  for (const CheckResult& result : report.results) {
    if (result.outcome.verdict == Verdict::Failed) {
      text += failureText(result);
    }
  }
  for (const std::string_view group : groupsOf(report)) {
    text += std::string(group) + "\n";
    for (const CheckResult& result : report.results) {
      if (groupOf(*result.check) == group) {
        text += "  " + padded(markOf(result.outcome.verdict), 8) +
                padded(result.check->id, kIdWidth) + result.outcome.seen + "\n";
      }
    }
  }
  return text + "\n" + authText(report) + std::to_string(report.count(Verdict::Passed)) +
         " passed, " + std::to_string(report.count(Verdict::Failed)) + " failed, " +
         std::to_string(report.count(Verdict::Skipped)) + " skipped\n";
}

json toJson(const Report& report) {
  json checks = json::array();
  for (const CheckResult& result : report.results) {
    checks.push_back({{"id", result.check->id},
                      {"must", result.check->must},
                      {"source", result.check->source},
                      {"verdict", nameOf(result.outcome.verdict)},
                      {"place", result.outcome.place},
                      {"seen", result.outcome.seen},
                      {"wants_auth", result.outcome.wants_auth},
                      {"hint", result.check->hint},
                      {"duration_ms", result.took.count()}});
  }
  return {{"plugin", report.plugin},
          {"integration", report.integration},
          {"passed", report.count(Verdict::Passed)},
          {"failed", report.count(Verdict::Failed)},
          {"skipped", report.count(Verdict::Skipped)},
          {"skipped_for_want_of_auth", report.withoutAuth()},
          {"conforms", report.conforms()},
          {"checks", std::move(checks)}};
}

}  // namespace bailey::conformance
