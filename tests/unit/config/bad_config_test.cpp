// What an operator reads after a mistake: bad_config_cases.json holds the mistakes and the exact
// lines.
#include "unit/config/config_probe.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

namespace bailey::config {
namespace {

// The document of a case: "text" as it stands, or a base with "put" at (or nothing at) "at".
std::string documentOf(const nlohmann::json& one, const nlohmann::json& bases) {
  if (one.contains("text")) {
    return one.at("text").get<std::string>();
  }
  const nlohmann::json operation = {{"op", one.contains("put") ? "add" : "remove"},
                                    {"path", one.at("at")},
                                    {"value", one.value("put", nlohmann::json())}};
  const nlohmann::json& base = bases.at(one.at("kind").get<std::string>());
  return base.patch(nlohmann::json::array({operation})).dump();
}

std::vector<std::string> expectedLines(const nlohmann::json& one) {
  const nlohmann::json& lines = one.at("lines");
  return lines.is_array() ? lines.get<std::vector<std::string>>()
                          : std::vector<std::string>{lines.get<std::string>()};
}

class BadConfig : public ::testing::Test {
protected:
  std::vector<std::string> linesFor(const nlohmann::json& one) {
    const std::string text = documentOf(one, data_);
    return one.at("kind") == "server" ? readServer(text).lines
                                      : readIntegration(text, surroundings_).lines;
  }

  const nlohmann::json data_ = testData("unit/config/bad_config_cases.json");
  const Surroundings surroundings_ =
      surroundingsOf(data_.at("files").get<std::map<std::string, std::string>>(),
                     data_.at("variables").get<std::map<std::string, std::string>>());
};

TEST_F(BadConfig, BasesAreWithoutComplaint) {
  EXPECT_EQ(readServer(data_.at("server").dump()).lines, std::vector<std::string>{});
  EXPECT_EQ(readIntegration(data_.at("integration").dump(), surroundings_).lines,
            std::vector<std::string>{});
}

TEST_F(BadConfig, OperatorSeesExactlyTheseLines) {
  std::set<std::string> names;
  for (const nlohmann::json& one : data_.at("cases")) {
    const auto name = one.at("name").get<std::string>();
    EXPECT_TRUE(names.insert(name).second) << "two cases are called: " << name;
    EXPECT_EQ(linesFor(one), expectedLines(one)) << name;
  }
  EXPECT_GE(names.size(), 70U);
}

TEST_F(BadConfig, NoLineShowsASecret) {
  // Every secret text of the cases holds this word, so that one search finds any of them.
  for (const nlohmann::json& one : data_.at("cases")) {
    for (const std::string& line : linesFor(one)) {
      EXPECT_EQ(line.find("HUSH"), std::string::npos) << line;
    }
  }
}

}  // namespace
}  // namespace bailey::config
