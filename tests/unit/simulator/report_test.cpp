#include "simulator/report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace bailey::simulator {
namespace {

TextStyle styleWith(const std::map<std::string, std::string>& variables, bool is_terminal = true) {
  return textStyleFor(is_terminal, [&variables](const char* name) -> const char* {
    const auto variable = variables.find(name);
    return variable == variables.end() ? nullptr : variable->second.c_str();
  });
}

Step brokenStep() {
  Step step;
  step.name = "contacts, all";
  step.result = "breaks the contract";
  step.outcome = Outcome::Broken;
  step.count = 1200;
  step.pages = 12;
  step.durations = {
      std::chrono::milliseconds(3), std::chrono::milliseconds(1500), std::chrono::milliseconds(4)};
  step.violations = {{"3.3", "next_offset is right", "page 12: é", "{}", 4}};
  return step;
}

TEST(Report, TakesTheLocaleThatWins) {
  EXPECT_TRUE(styleWith({{"LANG", "en_GB.UTF-8"}}).utf8);
  EXPECT_TRUE(styleWith({{"LC_ALL", ""}, {"LANG", "C.utf8"}}).utf8);
  EXPECT_FALSE(styleWith({{"LC_ALL", "C"}, {"LANG", "en_GB.UTF-8"}}).utf8);
  EXPECT_FALSE(styleWith({{"LC_CTYPE", "POSIX"}, {"LANG", "en_GB.UTF-8"}}).utf8);
  EXPECT_FALSE(styleWith({}).utf8);
}

TEST(Report, HasColoursOnlyOnATerminalThatWantsThem) {
  EXPECT_TRUE(styleWith({}).colours);
  EXPECT_TRUE(styleWith({{"NO_COLOR", ""}}).colours);
  EXPECT_FALSE(styleWith({{"NO_COLOR", "1"}}).colours);
  EXPECT_FALSE(styleWith({}, false).colours);
}

TEST(Report, ShowsABrokenRuleBelowItsRow) {
  TextStyle style;
  EXPECT_EQ(rowFor(brokenStep(), style),
            " NO contacts, all                   1,200      12       3    4.0 ms    1.50 s  "
            "breaks the contract\n"
            "     contract 3.3: next_offset is right\n"
            "       found:  page 12: ?? (3 more times)\n"
            "       answer: {}\n");
  style.utf8 = true;
  const std::string row = rowFor(brokenStep(), style);
  EXPECT_NE(row.find("✗  contacts, all"), std::string::npos);
  EXPECT_NE(row.find("contract §3.3"), std::string::npos);
  EXPECT_EQ(row.find('\x1b'), std::string::npos);
}

TEST(Report, CountsAStepThatCouldNotRunAsAFailure) {
  Report report;
  report.steps.resize(3);
  report.steps[0].outcome = Outcome::Held;
  report.steps[1].outcome = Outcome::NotApplicable;
  report.steps[2].outcome = Outcome::NotRun;
  EXPECT_FALSE(report.held());
  EXPECT_EQ(summaryFor(report, {}), "\n 1 of 2 steps held, in 0.0 ms; could not be judged: 1\n");
  report.steps.pop_back();
  EXPECT_TRUE(report.held());
}

TEST(Report, IsOneJsonObjectForMachines) {
  Report report;
  report.bridge = "localhost:8443";
  report.steps = {brokenStep()};
  const nlohmann::json json = toJson(report);
  EXPECT_EQ(json["held"], false);
  EXPECT_EQ(json["steps"][0]["outcome"], "broken");
  EXPECT_EQ(json["steps"][0]["records"], 1200);
  EXPECT_EQ(json["steps"][0]["p50_ms"], 4.0);
  EXPECT_EQ(json["steps"][0]["violations"][0]["section"], "3.3");
}

}  // namespace
}  // namespace bailey::simulator
