#include "talkdesk/message_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace bailey::talkdesk {
namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (; count > 0; --count) {
    out += text;
  }
  return out;
}

TEST(MessageText, LeavesPlainTextAlone) {
  EXPECT_EQ(cleanMessage("The mailbox is closed: ß 漢 😀"), "The mailbox is closed: ß 漢 😀");
  EXPECT_EQ(cleanMessage(""), "");
}

TEST(MessageText, MakesOneSpaceOfControlCharacters) {
  EXPECT_EQ(cleanMessage("a\r\n\tb"), "a b");
  EXPECT_EQ(cleanMessage(std::string_view("a\0b\x7f"
                                          "c",
                                          5)),
            "a b c");
  EXPECT_EQ(cleanMessage("a\u0080b\u009fc\u2028d\u202ee\u2066f\u200eg"), "a b c d e f g");
  EXPECT_EQ(cleanMessage(" \n a \n "), "a");
}

TEST(MessageText, CutsAtWholeCharacters) {
  EXPECT_EQ(cleanMessage(times(300, "😀")), times(200, "😀"));
  EXPECT_EQ(cleanMessage(times(200, "é")), times(200, "é"));
  EXPECT_EQ(cleanMessage("abc def", 4), "abc");
  EXPECT_EQ(cleanMessage("abc def", 5), "abc d");
  EXPECT_EQ(cleanMessage("abc", 0), "");
}

TEST(MessageText, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(cleanMessage("a\xff"
                         "b"),
            "a\uFFFDb");
  EXPECT_EQ(cleanMessage("\xc3"), "\uFFFD");                                // cut off
  EXPECT_EQ(cleanMessage("\xc0\xaf"), "\uFFFD\uFFFD");                      // overlong
  EXPECT_EQ(cleanMessage("\xe0\x80\xaf"), "\uFFFD\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(cleanMessage("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");            // surrogate
  EXPECT_EQ(cleanMessage("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond U+10FFFF
}

TEST(MessageText, IsAlwaysValidUtf8) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second), 'x'};
      EXPECT_TRUE(nlohmann::json::accept('"' + cleanMessage(text) + '"') ||
                  text.find_first_of("\"\\") != std::string::npos)
          << first << ' ' << second;
    }
  }
}

}  // namespace
}  // namespace bailey::talkdesk
