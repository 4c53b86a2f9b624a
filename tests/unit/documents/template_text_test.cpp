// Names between braces, and braces that do not match.
#include "documents/template_text.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace bailey::documents {
namespace {

using Names = std::vector<std::string_view>;

TEST(TemplateText, FindsTheNames) {
  EXPECT_EQ(parseTemplate("").names, Names{});
  EXPECT_EQ(parseTemplate("plain {text} }").names, Names{});
  EXPECT_EQ(parseTemplate("{{a}}").names, Names{"a"});
  EXPECT_EQ(parseTemplate("x {{a.b}} y {{ c }}{{}}").names, (Names{"a.b", " c ", ""}));
  for (const char* text : {"", "plain {text} }", "{{a}}", "x {{a.b}} y {{ c }}{{}}"}) {
    EXPECT_TRUE(parseTemplate(text).balanced) << text;
  }
}

TEST(TemplateText, KnowsBracesThatDoNotMatch) {
  for (const char* text :
       {"{{", "}}", "{{a", "{{a}", "a}}", "{{a}} }}", "{{a {{b}}", "{{{a}}", "}}{{", "{{a}}{{"}) {
    EXPECT_FALSE(parseTemplate(text).balanced) << text;
  }
}

}  // namespace
}  // namespace bailey::documents
