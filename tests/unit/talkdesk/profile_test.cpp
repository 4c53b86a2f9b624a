#include "talkdesk/profile.h"

#include <gtest/gtest.h>

namespace bailey::talkdesk {
namespace {

TEST(Profile, FindsAnActionByItsExactName) {
  Profile profile;
  profile.actions.resize(2);
  profile.actions[0].name = "create_ticket";
  profile.actions[1].name = "close_ticket";
  EXPECT_EQ(profile.findAction("close_ticket"), &profile.actions[1]);
  EXPECT_EQ(profile.findAction("Close_ticket"), nullptr);
  EXPECT_EQ(profile.findAction("close"), nullptr);
  EXPECT_EQ(profile.findAction(""), nullptr);
}

TEST(Profile, KnowsWhichTypesAreOAuth) {
  EXPECT_FALSE(isOAuth(AuthenticationType::Unset));
  EXPECT_FALSE(isOAuth(AuthenticationType::None));
  EXPECT_FALSE(isOAuth(AuthenticationType::Custom));
  EXPECT_TRUE(isOAuth(AuthenticationType::OAuth2));
  EXPECT_TRUE(isOAuth(AuthenticationType::OAuth2Password));
  EXPECT_TRUE(isOAuth(AuthenticationType::OAuth2ClientCredentials));
}

}  // namespace
}  // namespace bailey::talkdesk
