#include "simulator/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
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

std::string coloured(std::string_view text, std::string_view colour, const TextStyle& style) {
  if (!style.colours) {
    return std::string(text);
  }
  std::string result = "\x1b[";
  return result.append(colour).append("m").append(text).append("\x1b[0m");
}

// REQUIRES: ASCII, so that a byte is a column
std::string padLeft(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string padRight(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, text.size()), ' ');
}

// "1,234"
std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

double inMilliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000.0;
}

// "3.1 ms", "1.25 s"
std::string shortTime(std::chrono::microseconds time) {
  const double ms = inMilliseconds(time);
  char text[32];
  if (ms < 1000.0) {
    std::snprintf(text, sizeof text, "%.1f ms", ms);
  } else {
    std::snprintf(text, sizeof text, "%.2f s", ms / 1000.0);
  }
  return text;
}

std::string printable(std::string text, const TextStyle& style) {
  if (!style.utf8) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7E; }, '?');
  }
  return text;
}

std::string numberColumn(const std::optional<std::size_t>& number) {
  return padLeft(number ? grouped(*number) : "", kNumberWidth);
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

std::size_t countOf(const Report& report, Outcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(report.steps.begin(), report.steps.end(), [outcome](const Step& step) {
        return step.outcome == outcome;
      }));
}

}  // namespace

TextStyle textStyleFor(bool is_terminal, const EnvironmentLookup& environment) {
  TextStyle style;
  style.terminal = is_terminal;
  const char* no_color = environment("NO_COLOR");
  style.colours = is_terminal && (no_color == nullptr || *no_color == '\0');
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = environment(name);
    if (value == nullptr || *value == '\0') {
      continue;
    }
    std::string locale(value);
    std::transform(locale.begin(), locale.end(), locale.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    style.utf8 =
        locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    break;
  }
  return style;
}

std::string headingFor(const std::string& bridge, const TextStyle& style) {
  std::string columns = "    " + padRight("step", kNameWidth) + padLeft("records", kNumberWidth) +
                        padLeft("pages", kNumberWidth) + padLeft("calls", kNumberWidth) +
                        padLeft("p50", kTimeWidth) + padLeft("max", kTimeWidth) + "  result";
  return "Talkdesk's tour of " + bridge + "\n\n" + coloured(columns, "1", style) + "\n";
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
  row += "  " + printable(step.result, style) + "\n";
  for (const Violation& violation : step.violations) {
    row += linesFor(violation, style);
  }
  return row;
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

nlohmann::json toJson(const Report& report) {
  nlohmann::json steps = nlohmann::json::array();
  for (const Step& step : report.steps) {
    nlohmann::json entry{{"step", step.name},
                         {"outcome", nameOf(step.outcome)},
                         {"result", step.result},
                         {"calls", step.durations.size()},
                         {"violations", nlohmann::json::array()}};
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
    for (const Violation& violation : step.violations) {
      entry["violations"].push_back({{"section", violation.section},
                                     {"rule", violation.rule},
                                     {"found", violation.where},
                                     {"answer", violation.excerpt},
                                     {"times", violation.times}});
    }
    steps.push_back(std::move(entry));
  }
  return {{"bridge", report.bridge},
          {"held", report.held()},
          {"duration_ms", report.duration.count()},
          {"steps", std::move(steps)}};
}

}  // namespace bailey::simulator
