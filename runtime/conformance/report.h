// What a run of the kit came to, and the three forms it is told in.
#pragma once

#include "conformance/check.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace bailey::conformance {

struct CheckResult {
  const Check* check = nullptr;
  Outcome outcome;
  std::chrono::milliseconds took{};

  // By what was seen, or else the check's own.
  [[nodiscard]] std::string hint() const {
    return outcome.hint.empty() ? std::string(check->hint) : outcome.hint;
  }
};

struct Report {
  std::string plugin;
  std::string integration;
  std::vector<CheckResult> results;        // in the order the checks ran
  std::vector<std::string> auth_fields{};  // names of what `auth` consists of
  std::vector<WrittenRecord> written{};    // one for each action that was done, in their order

  [[nodiscard]] std::size_t count(Verdict verdict) const;

  // How many checks wait for credentials.
  [[nodiscard]] std::size_t withoutAuth() const;

  // False also when nobody can know, for want of credentials.
  [[nodiscard]] bool conforms() const { return count(Verdict::Failed) == 0 && withoutAuth() == 0; }
};

// For people: failures first with all that is known of them, then every check in a line, then what
// to do about those that need credentials, last `N passed, M failed, K skipped`.
std::string toText(const Report& report);

nlohmann::json toJson(const Report& report);

// JUnit's XML, as CI systems read it: one suite for each group.
void writeJUnit(const Report& report, std::ostream& out);

}  // namespace bailey::conformance
