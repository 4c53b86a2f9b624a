#include "config/json_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace bailey::config {
namespace {

std::optional<nlohmann::json> read(const std::string& text, std::string& first_complaint) {
  Complaints complaints("a.json");
  auto document = readJson(text, complaints);
  first_complaint = complaints.empty() ? "" : toLine(complaints.list().front());
  return document;
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(JsonText, KeepsEveryKindOfValue) {
  const std::string text =
      R"({"a":[1,-2,3.5,18446744073709551615,true,false,null,"\u00e9\n",{},[]],"b":{"c":{"d":[[0]]}}})";
  std::string complaint;
  const auto document = read(text, complaint);
  EXPECT_EQ(complaint, "");
  ASSERT_TRUE(document);
  EXPECT_EQ(*document, nlohmann::json::parse(text));
}

TEST(JsonText, AcceptsSixtyFourLevelsAndNoMore) {
  std::string complaint;
  EXPECT_TRUE(read(nested(64), complaint));
  EXPECT_EQ(complaint, "");
  EXPECT_FALSE(read(nested(65), complaint));
  EXPECT_NE(complaint.find("nested too deep; 64"), std::string::npos) << complaint;
}

TEST(JsonText, RefusesAHundredThousandLevelsWithoutRecursion) {
  std::string complaint;
  EXPECT_FALSE(read(std::string(100'000, '['), complaint));
  EXPECT_NE(complaint.find("nested too deep"), std::string::npos) << complaint;
  std::string objects;
  for (int i = 0; i < 100'000; ++i) {
    objects += "{\"a\":";
  }
  EXPECT_FALSE(read(objects, complaint));
  EXPECT_NE(complaint.find("nested too deep"), std::string::npos) << complaint;
}

TEST(JsonText, ComplainsAboutSixtyThousandEqualKeysABoundedNumberOfTimes) {
  std::string text = "{\"a\":0";
  for (int i = 0; i < 60'000; ++i) {
    text += ",\"a\":0";
  }
  text += "}";
  Complaints complaints("a.json");
  EXPECT_TRUE(readJson(text, complaints));
  EXPECT_EQ(complaints.list().size(), kComplaintsMax + 1);
}

TEST(JsonText, ReadsOnAfterAKeyGivenTwice) {
  std::string complaint;
  const auto document = read(R"({"a":[{"b":1,"b":{"c":[2]}}],"d":3})", complaint);
  EXPECT_EQ(complaint, "a.json: /a/0/b: the key \"b\" is given twice; keep one of them");
  ASSERT_TRUE(document);
  EXPECT_EQ(*document, nlohmann::json::parse(R"({"a":[{"b":{"c":[2]}}],"d":3})"));
}

TEST(JsonText, RefusesMoreThanOneMebibyte) {
  std::string complaint;
  EXPECT_TRUE(read("[]" + std::string(kFileBytesMax - 2, ' '), complaint));
  EXPECT_FALSE(read("[]" + std::string(kFileBytesMax - 1, ' '), complaint));
  EXPECT_EQ(complaint, "a.json: larger than 1 MiB; a configuration file may hold 1 MiB");
}

TEST(JsonText, RefusesWhatIsNotUtf8) {
  for (const char* text :
       {"[\"\xff\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "[\"\xe2\x82\"]"}) {
    std::string complaint;
    EXPECT_FALSE(read(text, complaint));
    EXPECT_NE(complaint.find("the text is not UTF-8"), std::string::npos) << complaint;
  }
}

TEST(JsonText, NeverQuotesWhatItCouldNotRead) {
  for (const char* text : {R"({"password": hunter2})",
                           R"({"password": "hunter2)",
                           R"({"password": "hunter2\q"})",
                           R"({"password": 1hunter2})",
                           R"({"password": "hunter2" "hunter2"})"}) {
    std::string complaint;
    EXPECT_FALSE(read(text, complaint));
    EXPECT_EQ(complaint.find("hunter2"), std::string::npos) << complaint;
  }
}

TEST(JsonText, CountsLinesAndColumnsFromOne) {
  std::string complaint;
  EXPECT_FALSE(read("[\n1,\n  ?]", complaint));
  EXPECT_NE(complaint.find("at line 3, column 3: "), std::string::npos) << complaint;
}

}  // namespace
}  // namespace bailey::config
