// What lint() says: lint_cases.json holds changes to two good documents and the exact lines.
#include "documents/lint.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace bailey::documents {
namespace {

using Json = nlohmann::json;

Json casesFile() {
  std::ifstream file(BAILEY_TEST_SOURCE_DIR "/unit/documents/lint_cases.json");
  return Json::parse(file);
}

std::string lineOf(const Finding& finding) {
  std::string line = finding.document + ": ";
  line += finding.pointer.empty() ? "" : finding.pointer + ": ";
  line += std::string(nameOf(finding.severity)) + ": " + finding.message;
  return finding.hint.empty() ? line : line + " (" + finding.hint + ")";
}

std::vector<std::string> linesFor(const Json& one, const Json& file) {
  std::vector<NamedDocument> documents;
  for (const std::string name : {"integration", "action", "second_action"}) {
    const bool wanted = one.contains("only") ? one.at("only") == name
                                             : name != "second_action" || one.contains(name);
    if (wanted) {
      const Json& base = file.at(name == "integration" ? "integration" : "action");
      documents.push_back({name, base.patch(one.value(name, Json::array()))});
    }
  }
  std::vector<std::string> lines;
  for (const Finding& finding : lint(documents, {one.value("cti", false)})) {
    lines.push_back(lineOf(finding));
  }
  return lines;
}

TEST(Lint, SaysExactlyTheseLines) {
  const Json file = casesFile();
  std::set<std::string> names;
  for (const Json& one : file.at("cases")) {
    const auto name = one.at("name").get<std::string>();
    EXPECT_TRUE(names.insert(name).second) << "two cases are called: " << name;
    EXPECT_EQ(linesFor(one, file), one.at("findings").get<std::vector<std::string>>()) << name;
  }
  EXPECT_GE(names.size(), 50U);
}

TEST(Lint, StandsForTheContractsCasesAboutConfiguration) {
  const Json file = casesFile();
  std::set<int> covered;
  for (const Json& one : file.at("cases")) {
    for (const int number : one.at("case")) {
      covered.insert(number);
    }
  }
  EXPECT_EQ(covered, (std::set<int>{80, 81, 82}));
}

// An endpoint's path is its caller's secret; a log of a lint run must not hold it.
TEST(Lint, ShowsNothingOfAnEndpoint) {
  const Json file = casesFile();
  for (const Json& one : file.at("cases")) {
    for (const std::string& line : linesFor(one, file)) {
      EXPECT_EQ(line.find("hush"), std::string::npos) << line;
    }
  }
}

TEST(Lint, SurvivesEveryMemberOfEveryKind) {
  const Json file = casesFile();
  for (const char* name : {"integration", "action"}) {
    const Json flat = file.at(name).flatten();
    for (const auto& [pointer, value] : flat.items()) {
      for (const Json& other : {Json(), Json(1.5), Json("{{"), Json::array({1}), Json::object()}) {
        Json changed = file.at(name);
        changed[Json::json_pointer(pointer)] = other;
        for (const Finding& finding : lint({{name, changed}}, {true})) {
          EXPECT_FALSE(finding.message.empty()) << pointer;
        }
      }
    }
  }
}

TEST(Lint, KeepsTheOrderOfPointers) {
  EXPECT_TRUE(pointerPrecedes("/inputs/2/key", "/inputs/10/key"));
  EXPECT_FALSE(pointerPrecedes("/inputs/10/key", "/inputs/2/key"));
  EXPECT_TRUE(pointerPrecedes("", "/a"));
  EXPECT_TRUE(pointerPrecedes("/a", "/a/b"));
  EXPECT_FALSE(pointerPrecedes("/a", "/a"));
}

}  // namespace
}  // namespace bailey::documents
