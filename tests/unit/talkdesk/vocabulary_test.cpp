// The words of the configuration documents.
#include "talkdesk/vocabulary.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailey::talkdesk {
namespace {

using Values = std::vector<std::string>;

TEST(Vocabulary, NamesAndReadsEveryWord) {
  for (const AuthenticationType type : kAuthenticationTypes) {
    EXPECT_EQ(authenticationTypeNamed(nameOf(type)), type);
  }
  for (const InputType type : kInputTypes) {
    EXPECT_EQ(inputTypeNamed(nameOf(type)), type);
  }
  for (const FieldSource source : kFieldSources) {
    EXPECT_EQ(fieldSourceNamed(nameOf(source)), source);
  }
  EXPECT_EQ(nameOf(AuthenticationType::Unset), "");
  EXPECT_EQ(nameOf(InputType::Unset), "");
  EXPECT_EQ(nameOf(FieldSource::Unset), "");
}

TEST(Vocabulary, ReadsAnyCaseAndNoOtherWord) {
  EXPECT_EQ(authenticationTypeNamed("OAuth2_Password"), AuthenticationType::OAuth2Password);
  EXPECT_EQ(inputTypeNamed("URL"), InputType::Url);
  EXPECT_EQ(inputTypeNamed("email"), std::nullopt);
  EXPECT_EQ(inputTypeNamed(""), std::nullopt);
  EXPECT_EQ(isFilledByOAuth("OAuth"), true);
  EXPECT_EQ(isFilledByOAuth("Password"), false);
  EXPECT_EQ(isFilledByOAuth("TEXT"), false);
  EXPECT_EQ(isFilledByOAuth("input"), false);
  EXPECT_EQ(isFilledByOAuth("secret"), std::nullopt);
}

TEST(Vocabulary, KnowsWhatEachTypeNeeds) {
  EXPECT_TRUE(fieldsNeededBy(AuthenticationType::None).empty());
  EXPECT_TRUE(fieldsNeededBy(AuthenticationType::Custom).empty());
  EXPECT_EQ(fieldsNeededBy(AuthenticationType::OAuth2).size(), 5U);
  EXPECT_EQ(fieldsNeededBy(AuthenticationType::OAuth2Password).size(), 6U);
  EXPECT_EQ(fieldsNeededBy(AuthenticationType::OAuth2ClientCredentials).size(), 4U);
}

TEST(Vocabulary, SplitsTheValuesOfASelect) {
  EXPECT_EQ(selectValues("sales, support ,x y"), (Values{"sales", "support", "x y"}));
  EXPECT_EQ(selectValues("one"), Values{"one"});
  EXPECT_EQ(selectValues(""), Values{""});
  EXPECT_EQ(selectValues("a,,b, "), (Values{"a", "", "b", ""}));
}

}  // namespace
}  // namespace bailey::talkdesk
