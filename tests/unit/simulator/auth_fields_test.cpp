#include "simulator/auth_fields.h"

#include <gtest/gtest.h>

namespace bailey::simulator {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

TEST(AuthFields, FalsifiesWhatProvesSomething) {
  EXPECT_EQ(fieldToFalsify({{"account", "north"}, {"api_key", "k"}}), "api_key");
  EXPECT_EQ(fieldToFalsify({{"account", "north"}, {"site", "x"}}), "account");
  EXPECT_EQ(fieldToFalsify({{"org", 5}}), "");
  EXPECT_EQ(fieldToFalsify(json::object()), "");
}

TEST(AuthFields, ChangesThatMemberAlone) {
  const json auth = {{"account", "north"}, {"token", "right"}};
  const json wrong = falsified(auth, "token");
  EXPECT_EQ(wrong["account"], "north");
  EXPECT_NE(wrong["token"], "right");
}

TEST(AuthFields, KnowsWhatNobodyMaySee) {
  EXPECT_EQ(secretsIn({{"account", "north"},
                       {"password", "hush!"},
                       {"pin_token", "k"},
                       {"site", "https://north.crm.example"},
                       {"session", "0123456789abcdef"}}),
            (Texts{"hush!", "0123456789abcdef"}));
  EXPECT_EQ(secretsIn(nullptr), Texts());
}

}  // namespace
}  // namespace bailey::simulator
