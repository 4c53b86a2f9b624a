#include "talkdesk/json_writer.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <string>

namespace bailey::talkdesk {
namespace {

std::string written(std::string_view text) {
  std::string out;
  appendJsonString(out, text);
  return out;
}

TEST(JsonWriter, EscapesWhatJsonDemandsAndNothingElse) {
  EXPECT_EQ(written(""), "\"\"");
  EXPECT_EQ(written("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
  EXPECT_EQ(written("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
  EXPECT_EQ(written(std::string_view("\0\x01\x1f\x7f", 4)), "\"\\u0000\\u0001\\u001f\x7f\"");
  EXPECT_EQ(written("é漢😀"), "\"é漢😀\"");
}

// The scan takes eight bytes at a time, so every byte is tried at every place in a word.
TEST(JsonWriter, FindsEveryByteAtEveryPlace) {
  for (int byte = 0; byte < 0x80; ++byte) {
    for (std::size_t length = 1; length < 20; ++length) {
      for (std::size_t at = 0; at < length; ++at) {
        std::string text(length, 'x');
        text[at] = static_cast<char>(byte);
        EXPECT_EQ(nlohmann::json::parse(written(text)).get<std::string>(), text)
            << byte << " at " << at << " of " << length;
      }
    }
  }
}

TEST(JsonWriter, DoesNotTakeHighBytesForControlCharacters) {
  for (std::size_t length = 1; length < 20; ++length) {
    std::string text;
    for (std::size_t at = 0; at < length; ++at) {
      text += "\u00A0\u00FF";
    }
    EXPECT_EQ(written(text), '"' + text + '"');
  }
}

TEST(JsonWriter, PutsCommasBetweenMembersAndElements) {
  std::string out;
  JsonWriter json(out);
  json.beginArray();
  json.beginObject();
  json.endObject();
  json.beginObject();
  json.member("a", "{[:,");
  json.name("b");
  json.beginArray();
  json.integer(-1);
  json.boolean(true);
  json.text("");
  json.raw("null");
  json.endArray();
  json.name("c");
  json.boolean(false);
  json.endObject();
  json.endArray();
  EXPECT_EQ(out, R"([{},{"a":"{[:,","b":[-1,true,"",null],"c":false}])");
}

TEST(JsonWriter, WritesTheWholeRangeOfIntegers) {
  std::string out;
  JsonWriter json(out);
  json.beginArray();
  json.integer(std::numeric_limits<std::int64_t>::min());
  json.integer(0);
  json.integer(std::numeric_limits<std::int64_t>::max());
  json.endArray();
  EXPECT_EQ(out, "[-9223372036854775808,0,9223372036854775807]");
}

TEST(JsonWriter, TakesBackWhatIsCutOff) {
  std::string out;
  JsonWriter json(out);
  json.beginArray();
  json.integer(1);
  const std::size_t kept = out.size();
  json.beginObject();
  json.member("a", "b");
  out.resize(kept);
  json.integer(2);
  json.endArray();
  EXPECT_EQ(out, "[1,2]");
}

}  // namespace
}  // namespace bailey::talkdesk
