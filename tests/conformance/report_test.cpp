// The three forms of a report.
#include "conformance/report.h"

#include "conformance/checks.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>

namespace bailey::conformance {
namespace {

constexpr Check kOne = {"load.elf", "It must be so", "abi.h", "Make it so", "", nullptr};
constexpr Check kTwo = {
    "answers.auth_good", "It must be so too", "contract 2", "Look", "", nullptr};

Report report() {
  return {"crm.so",
          "acme",
          {{&kOne, passed("a file"), std::chrono::milliseconds(1500)},
           {&kTwo, failed("page <2>", "\"quoted\" & more"), std::chrono::milliseconds(0)},
           {&kTwo, skipped("not offered"), std::chrono::milliseconds(0)}}};
}

TEST(Report, TellsFailuresFirstAndTheSumLast) {
  EXPECT_EQ(toText(report()),
            "Conformance of crm.so with the integration acme\n\n"
            "FAILED  answers.auth_good\n"
            "  must:   It must be so too\n"
            "  where:  page <2>\n"
            "  seen:   \"quoted\" & more\n"
            "  hint:   Look\n"
            "  source: contract 2\n\n"
            "load\n"
            "  ok      load.elf                          a file\n"
            "answers\n"
            "  FAILED  answers.auth_good                 \"quoted\" & more\n"
            "  -       answers.auth_good                 not offered\n\n"
            "1 passed, 1 failed, 1 skipped\n");
}

TEST(Report, SaysHowToGiveTheCredentialsThatChecksWaitFor) {
  const Report without = {
      "crm.so",
      "acme",
      {{&kOne, passed("a file"), {}}, {&kTwo, skippedForAuth("needs --auth: none given"), {}}},
      {"account", "token"}};
  EXPECT_FALSE(without.conforms());
  EXPECT_EQ(toJson(without).at("skipped_for_want_of_auth"), 1);
  EXPECT_EQ(toText(without),
            "Conformance of crm.so with the integration acme\n\n"
            "load\n"
            "  ok      load.elf                          a file\n"
            "answers\n"
            "  -       answers.auth_good                 needs --auth: none given\n\n"
            "1 skipped for want of --auth, so nobody knows yet whether it conforms. Give the "
            "credentials of an account for tests:\n"
            "  --auth '{\"account\": \"...\", \"token\": \"...\"}', --auth @FILE, or the same in "
            "the variable BAILEY_AUTH\n\n"
            "1 passed, 0 failed, 1 skipped\n");
}

TEST(Report, NamesEveryRecordOnce) {
  Report written = report();
  written.written = {{"add_note", "n-1"}, {"add_note", "n-1"}, {"add_note", ""}, {"call", ""}};
  EXPECT_NE(toText(written).find("--actions left up to 3 records behind in the CRM:\n"
                                 "  add_note: n-1; 1 without an id\n"
                                 "  call: 1 without an id\n\n"),
            std::string::npos)
      << toText(written);
  EXPECT_EQ(toJson(written).at("written").size(), 4U);
}

TEST(Report, IsJsonForMachines) {
  const nlohmann::json json = toJson(report());
  EXPECT_EQ(json.at("failed"), 1);
  EXPECT_EQ(json.at("checks").at(1).at("verdict"), "failed");
  EXPECT_EQ(json.at("checks").at(1).at("place"), "page <2>");
  EXPECT_EQ(json.at("checks").at(0).at("duration_ms"), 1500);
}

TEST(Report, IsJUnitForCi) {
  std::ostringstream out;
  writeJUnit(report(), out);
  const std::string xml = out.str();
  EXPECT_NE(xml.find("<testsuite failures=\"1\" name=\"answers\" skipped=\"1\" tests=\"2\">"),
            std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<failure message=\"&quot;quoted&quot; &amp; more\">"), std::string::npos)
      << xml;
  EXPECT_NE(xml.find("time=\"1.500\""), std::string::npos) << xml;
  EXPECT_NE(xml.find("<skipped message=\"not offered\""), std::string::npos) << xml;
}

}  // namespace
}  // namespace bailey::conformance
