#include "simulator/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace bailey::simulator {
namespace {

constexpr std::size_t kNameWidth = 29;
constexpr std::size_t kNumberWidth = 8;
constexpr std::size_t kTimeWidth = 10;

struct Mark {
  std::string_view utf8;
  std::string_view ascii;
  std::string_view colour;  // An ANSI code.
};

Mark markOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Held:
      return {"✓", "ok", "32"};
    case Outcome::Broken:
      return {"✗", "NO", "31"};
    case Outcome::NotRun:
      return {"!", "! ", "33"};
    case Outcome::NotApplicable:
    case Outcome::Unset:
      break;
  }
  return {"–", "- ", "2"};
}

std::string numberColumn(const std::optional<std::size_t>& number) {
  return padLeft(number ? grouped(*number) : "", kNumberWidth);
}

std::size_t countOf(const Report& report, Outcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(report.steps.begin(), report.steps.end(), [outcome](const Step& step) {
        return step.outcome == outcome;
      }));
}

}  // namespace

bool Report::held() const {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.outcome == Outcome::Held || step.outcome == Outcome::NotApplicable;
  });
}

std::string headingFor(const std::string& title, const TextStyle& style) {
  std::string columns = "    " + padRight("step", kNameWidth) + padLeft("records", kNumberWidth) +
                        padLeft("pages", kNumberWidth) + padLeft("calls", kNumberWidth) +
                        padLeft("p50", kTimeWidth) + padLeft("max", kTimeWidth) + "  result";
  return title + "\n\n" + coloured(columns, "1", style) + "\n";
}

std::string rowFor(const Step& step, const TextStyle& style) {
  const Mark mark = markOf(step.outcome);
  const auto times = timesOf(step);
  std::string row = " ";
  row += coloured(style.utf8 ? mark.utf8 : mark.ascii, mark.colour, style);
  row += style.utf8 ? "  " : " ";
  row += padRight(step.name, kNameWidth) + numberColumn(step.count) + numberColumn(step.pages);
  row += padLeft(times ? grouped(step.durations.size()) : "", kNumberWidth);
  row += padLeft(times ? shortTime(times->median) : "", kTimeWidth);
  row += padLeft(times ? shortTime(times->longest) : "", kTimeWidth);
  row += "  " + printable(step.result, style);
  row += step.renewals == 0 ? "\n" : ", with a new token after a 401\n";
  for (const Violation& violation : step.violations) {
    row += linesFor(violation, style);
  }
  return row;
}

std::string linesFor(const Violation& violation, const TextStyle& style) {
  const std::string title =
      std::string(style.utf8 ? "contract §" : "contract ") + violation.section + ": ";
  std::string lines = "     " + coloured(title + violation.rule, "31", style) + "\n";
  const std::string again =
      violation.times > 1 ? " (" + grouped(violation.times - 1) + " more times)" : "";
  lines += "       found:  " + printable(violation.where, style) + again + "\n";
  if (!violation.excerpt.empty()) {
    lines += "       answer: " + printable(violation.excerpt, style) + "\n";
  }
  return lines;
}

std::string summaryFor(const Report& report, const TextStyle& style) {
  const std::size_t held = countOf(report, Outcome::Held);
  const std::size_t judged = report.steps.size() - countOf(report, Outcome::NotApplicable);
  std::string text = std::to_string(held) + " of " + std::to_string(judged) + " steps held, in " +
                     shortTime(report.duration);
  if (const std::size_t broken = countOf(report, Outcome::Broken); broken != 0) {
    text += "; broken: " + std::to_string(broken);
  }
  if (const std::size_t not_run = countOf(report, Outcome::NotRun); not_run != 0) {
    text += "; could not be judged: " + std::to_string(not_run);
  }
  return "\n " + coloured(text, report.held() ? "32" : "31", style) + "\n";
}

nlohmann::json toJson(const std::vector<Violation>& violations) {
  nlohmann::json list = nlohmann::json::array();
  for (const Violation& violation : violations) {
    list.push_back({{"section", violation.section},
                    {"rule", violation.rule},
                    {"found", violation.where},
                    {"answer", violation.excerpt},
                    {"times", violation.times}});
  }
  return list;
}

nlohmann::json toJson(const Report& report) {
  nlohmann::json steps = nlohmann::json::array();
  for (const Step& step : report.steps) {
    nlohmann::json entry{{"step", step.name},
                         {"outcome", nameOf(step.outcome)},
                         {"result", step.result},
                         {"calls", step.durations.size()},
                         {"violations", toJson(step.violations)}};
    if (step.renewals != 0) {
      entry["renewals"] = step.renewals;
    }
    if (step.count) {
      entry["records"] = *step.count;
    }
    if (step.pages) {
      entry["pages"] = *step.pages;
    }
    if (const auto times = timesOf(step)) {
      entry["p50_ms"] = inMilliseconds(times->median);
      entry["max_ms"] = inMilliseconds(times->longest);
    }
    steps.push_back(std::move(entry));
  }
  return {{"bridge", report.bridge},
          {"held", report.held()},
          {"duration_ms", report.duration.count()},
          {"steps", std::move(steps)}};
}

}  // namespace bailey::simulator
