#include "simulator/redactor.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace bailey::simulator {
namespace {

TEST(Redactor, HidesEveryTextAndNumberOfAuthAtAnyDepth) {
  Redactor redactor;
  redactor.hideAll({{"token", "abc"}, {"more", {{"pin", 4711}, {"list", {"xyz"}}}}, {"on", true}});
  EXPECT_EQ(redactor.excerpt(R"({"a":"abc","b":4711,"c":["xyz"],"d":true})"),
            R"({"a":"[hidden]","b":[hidden],"c":["[hidden]"],"d":true})");
}

TEST(Redactor, HidesACredentialAsJsonWritesIt) {
  Redactor redactor;
  redactor.hide("a\"b\\c");
  EXPECT_EQ(redactor.excerpt(R"(raw a"b\c, quoted "a\"b\\c")"),
            "raw [hidden], quoted \"[hidden]\"");
}

TEST(Redactor, HidesTheLongerOfTwoCredentialsFirst) {
  Redactor redactor;
  redactor.hide("secret");
  redactor.hide("secret-and-more");
  EXPECT_EQ(redactor.excerpt("secret-and-more secret"), "[hidden] [hidden]");
}

TEST(Redactor, LeavesNoPartOfACredentialAtTheCut) {
  Redactor redactor;
  redactor.hide("credential");
  const std::string text = std::string(Redactor::kExcerptBytesMax - 6, '.') + "credential";
  EXPECT_EQ(redactor.excerpt(text).find("cred"), std::string::npos);
  EXPECT_LE(redactor.excerpt(text).size(), Redactor::kExcerptBytesMax);
}

TEST(Redactor, MakesTextSafeForATerminal) {
  const Redactor redactor;
  EXPECT_EQ(redactor.excerpt("a\x1b[2Jb\r\nc\xC2\x9B"
                             "d"),
            "a [2Jb  c  d");
  EXPECT_EQ(redactor.excerpt("ol\xC3\xA9 \xFF"), "ol\xC3\xA9 \xEF\xBF\xBD");
  const std::string cut = redactor.excerpt(std::string(196, '.') + "\xE2\x82\xAC\xE2\x82\xAC");
  EXPECT_EQ(cut, std::string(196, '.') + "...");
}

}  // namespace
}  // namespace bailey::simulator
