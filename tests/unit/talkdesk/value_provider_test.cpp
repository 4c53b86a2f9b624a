#include "talkdesk/value_provider.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::talkdesk {
namespace {

TEST(ValueProvider, IsNamesJoinedByDotsInDoubleBraces) {
  for (const char* text : {"{{contact.email}}",
                           "{{contact_id}}",
                           "{{a.b.c}}",
                           "{{ contact.first_name }}",
                           " \t{{contact.email}}\n",
                           "{{A.1}}"}) {
    EXPECT_TRUE(isValueProvider(text)) << text;
  }
}

TEST(ValueProvider, IsNothingElse) {
  for (const char* text : {"",
                           "{{}}",
                           "{{ }}",
                           "{}",
                           "{{a",
                           "a}}",
                           "{a}",
                           "{{a}",
                           "{{{a}}}",
                           "{{.}}",
                           "{{a.}}",
                           "{{.a}}",
                           "{{a..b}}",
                           "{{a b}}",
                           "{{a-b}}",
                           "{{a}}{{b}}",
                           "{{a}} x",
                           "x {{a}}",
                           "{{\xC3\xA9}}"}) {
    EXPECT_FALSE(isValueProvider(text)) << text;
  }
}

TEST(ValueProvider, OfAnyLengthIsReadInOneGo) {
  std::string text = "{{a";
  for (int at = 0; at < 100'000; ++at) {
    text += ".a";
  }
  EXPECT_TRUE(isValueProvider(text + "}}"));
  EXPECT_FALSE(isValueProvider(text + ".}}"));
}

}  // namespace
}  // namespace bailey::talkdesk
