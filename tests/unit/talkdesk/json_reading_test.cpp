#include "talkdesk/json_reading.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace bailey::talkdesk {
namespace {

class JsonReading : public testing::Test {
protected:
  simdjson::dom::element parse(const std::string& json) {
    padded_ = json + std::string(simdjson::SIMDJSON_PADDING, '\0');
    simdjson::dom::element root;
    EXPECT_EQ(parseBounded(parser_, std::string_view(padded_).substr(0, json.size()), 8, root),
              simdjson::SUCCESS)
        << json;
    return root;
  }

  simdjson::dom::parser parser_;
  std::string padded_;
};

TEST_F(JsonReading, ScalarsBecomeText) {
  const std::pair<const char*, const char*> kTexts[] = {
      {"\" a\"", " a"},
      {"\"\"", ""},
      {"0", "0"},
      {"-5", "-5"},
      {"18446744073709551615", "18446744073709551615"},
      {"-9223372036854775808", "-9223372036854775808"}};
  for (const auto& [json, text] : kTexts) {
    ScalarText scalar;
    EXPECT_TRUE(scalar.readTextOrInteger(parse(json))) << json;
    EXPECT_EQ(scalar.view(), text);
    EXPECT_TRUE(scalar.readTextOrNumber(parse(json))) << json;
    EXPECT_EQ(scalar.view(), text);
  }
}

TEST_F(JsonReading, OtherNumbersBecomeTextWhereAllowed) {
  const std::pair<const char*, const char*> kTexts[] = {
      {"1.50", "1.5"}, {"-0.1", "-0.1"}, {"1e300", "1e+300"}, {"100.0", "100"}};
  for (const auto& [json, text] : kTexts) {
    ScalarText scalar;
    EXPECT_TRUE(scalar.readTextOrNumber(parse(json))) << json;
    EXPECT_EQ(scalar.view(), text);
    EXPECT_FALSE(scalar.readTextOrInteger(parse(json))) << json;
    EXPECT_EQ(scalar.view(), "") << "the former text was kept";
  }
}

TEST_F(JsonReading, OtherKindsAreNoText) {
  for (const char* json : {"true", "false", "null", "[]", "{}", "[\"a\"]"}) {
    ScalarText scalar;
    EXPECT_FALSE(scalar.readTextOrInteger(parse(json))) << json;
    EXPECT_FALSE(scalar.readTextOrNumber(parse(json))) << json;
  }
}

TEST_F(JsonReading, PicksTheFirstValueThatIsNotNull) {
  simdjson::dom::object object;
  ASSERT_EQ(parse(R"({"a":null,"b":1,"a":2,"a":3,"c":4})").get(object), simdjson::SUCCESS);
  constexpr std::array<std::string_view, 3> kNames = {"a", "d", "b"};
  const auto members = pickMembers(object, kNames);
  ASSERT_TRUE(members[0] && members[2]);
  EXPECT_EQ(members[0]->get_int64().value_unsafe(), 2);
  EXPECT_FALSE(members[1]);
  EXPECT_EQ(members[2]->get_int64().value_unsafe(), 1);
}

TEST_F(JsonReading, TrimsAsciiWhiteSpaceOnly) {
  EXPECT_EQ(trimmed(" \t\r\n\v\fa b\n "), "a b");
  EXPECT_EQ(trimmed("\u00A0a"), "\u00A0a");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST_F(JsonReading, CountsNamesAndElements) {
  EXPECT_FALSE(hasMoreMembersThan(parse("1"), 0));
  EXPECT_FALSE(hasMoreMembersThan(parse("[]"), 0));
  EXPECT_TRUE(hasMoreMembersThan(parse("[1]"), 0));
  EXPECT_FALSE(hasMoreMembersThan(parse(R"([{"a":1,"b":[2,3]},{}])"), 6));
  EXPECT_TRUE(hasMoreMembersThan(parse(R"([{"a":1,"b":[2,3]},{}])"), 5));
}

TEST_F(JsonReading, ReleasesOnlyWhatIsLarge) {
  parse("[1]");
  const std::size_t small = parser_.capacity();
  releaseIfLarge(parser_, 4096);
  EXPECT_EQ(parser_.capacity(), small);
  parse("\"" + std::string(10'000, 'x') + "\"");
  EXPECT_GE(parser_.capacity(), 10'000U);
  releaseIfLarge(parser_, 4096);
  EXPECT_EQ(parser_.capacity(), 0U);
  parse("[1]");
}

}  // namespace
}  // namespace bailey::talkdesk
