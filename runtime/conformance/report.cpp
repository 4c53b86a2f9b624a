#include "conformance/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <string_view>

namespace bailey::conformance {
namespace {

using nlohmann::json;

constexpr std::size_t kIdWidth = 34;
constexpr std::size_t kNoteIndent = 12;

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

void addLine(std::string& text, std::string_view label, std::string_view value) {
  if (!value.empty()) {
    text += "  " + padded(label, 8) + std::string(value) + "\n";
  }
}

constexpr std::size_t kNotesMax = 20;  // of one check, told to people

std::string notesText(const Outcome& outcome) {
  std::string text;
  for (std::size_t at = 0; at < std::min(outcome.notes.size(), kNotesMax); ++at) {
    text += std::string(kNoteIndent, ' ') + outcome.notes[at] + "\n";
  }
  if (outcome.notes.size() > kNotesMax) {
    text += std::string(kNoteIndent, ' ') + "and " +
            std::to_string(outcome.notes.size() - kNotesMax) + " more: see --json\n";
  }
  return text;
}

std::string failureText(const CheckResult& result) {
  std::string text = "FAILED  " + std::string(result.check->id) + "\n";
  addLine(text, "must:", result.check->must);
  addLine(text, "where:", result.outcome.place);
  addLine(text, "seen:", result.outcome.seen);
  addLine(text, "hint:", result.hint());
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

constexpr std::size_t kIdsMax = 50;  // of one action, told to people

// What one action left in the CRM.
struct Left {
  std::vector<std::string> ids;  // each once
  std::size_t nameless = 0;
};

std::map<std::string, Left> leftByAction(const Report& report) {
  std::map<std::string, Left> left;
  for (const WrittenRecord& record : report.written) {
    auto& [ids, nameless] = left[record.action];
    if (record.id.empty()) {
      ++nameless;
    } else if (std::find(ids.begin(), ids.end(), record.id) == ids.end()) {
      ids.push_back(record.id);
    }
  }
  return left;
}

// "n-1, n-2; 3 without an id"
std::string leftText(const Left& left) {
  std::string text;
  for (std::size_t at = 0; at < std::min(left.ids.size(), kIdsMax); ++at) {
    text += (at == 0 ? "" : ", ") + left.ids[at];
  }
  if (left.ids.size() > kIdsMax) {
    text += " and " + std::to_string(left.ids.size() - kIdsMax) + " more";
  }
  if (left.nameless > 0) {
    text += (text.empty() ? "" : "; ") + std::to_string(left.nameless) + " without an id";
  }
  return text;
}

// What is to be taken out of the CRM again; empty when no action was done.
std::string writtenText(const Report& report) {
  if (report.written.empty()) {
    return {};
  }
  std::size_t count = 0;
  bool is_sure = true;  // an action without an id may have changed a record, or none at all
  std::string lines;
  for (const auto& [action, left] : leftByAction(report)) {
    count += left.ids.size() + left.nameless;
    is_sure = is_sure && left.nameless == 0;
    lines += "  " + action + ": " + leftText(left) + "\n";
  }
  return (is_sure ? "--actions left " : "--actions left up to ") + std::to_string(count) +
         (count == 1 ? " record" : " records") + " behind in the CRM:\n" + lines + "\n";
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
                padded(result.check->id, kIdWidth) + result.outcome.seen + "\n" +
                notesText(result.outcome);
      }
    }
  }
  return text + "\n" + writtenText(report) + authText(report) +
         std::to_string(report.count(Verdict::Passed)) + " passed, " +
         std::to_string(report.count(Verdict::Failed)) + " failed, " +
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
                      {"notes", result.outcome.notes},
                      {"wants_auth", result.outcome.wants_auth},
                      {"hint", result.hint()},
                      {"duration_ms", result.took.count()}});
  }
  json written = json::array();
  for (const WrittenRecord& record : report.written) {
    written.push_back({{"action", record.action}, {"id", record.id}});
  }
  return {{"plugin", report.plugin},
          {"integration", report.integration},
          {"passed", report.count(Verdict::Passed)},
          {"failed", report.count(Verdict::Failed)},
          {"skipped", report.count(Verdict::Skipped)},
          {"skipped_for_want_of_auth", report.withoutAuth()},
          {"conforms", report.conforms()},
          {"written", std::move(written)},
          {"checks", std::move(checks)}};
}

}  // namespace bailey::conformance
