// One step and what came of it, as plain values for the reports.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

enum class Outcome : std::uint8_t {
  Unset = 0,
  Held,           // Every rule was kept.
  Broken,         // At least one violation.
  NotRun,         // Could not be judged, because of an earlier step; counts as a failure.
  NotApplicable,  // Nothing to judge with these options; does not count.
};

// "held", "broken", "not_run", "not_applicable"
std::string_view nameOf(Outcome outcome);

// A rule of the contract that an answer broke. Holds no credential.
struct Violation {
  std::string section;    // Of the contract: "3.3".
  std::string rule;       // What must be so, as a sentence.
  std::string where;      // What was found and where: "page 3, contacts[12].id is a number".
  std::string excerpt;    // The part of the answer; may be empty.
  std::size_t times = 1;  // How often in this step; the rest of the fields are of the first time.
};

struct Step {
  std::string name;    // "contact synchronization"
  std::string result;  // One clause for people: "all contacts, then done".
  Outcome outcome = Outcome::Unset;
  std::optional<std::size_t> count;  // Records.
  std::optional<std::size_t> pages;
  std::vector<std::chrono::microseconds> durations;  // Of each call, in order.
  std::size_t renewals = 0;  // How often a 401 led to a new token and the request was repeated.
  std::vector<Violation> violations;
};

struct StepTimes {
  std::chrono::microseconds median{0};
  std::chrono::microseconds longest{0};
};

// Nothing for a step that called nothing.
std::optional<StepTimes> timesOf(const Step& step);

}  // namespace bailey::simulator
