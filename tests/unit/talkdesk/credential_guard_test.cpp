#include "talkdesk/credential_guard.h"

#include <gtest/gtest.h>

namespace bailey::talkdesk {
namespace {

TEST(CredentialGuard, MasksEveryOccurrenceOfEveryValue) {
  EXPECT_EQ(withoutCredentials("Key tok-123456 of acme-gmbh: tok-123456 expired",
                               R"({"auth":{"token":"tok-123456","site":"acme-gmbh"}})"),
            "Key *** of ***: *** expired");
}

TEST(CredentialGuard, MasksTheLongerOfTwoValuesWhole) {
  EXPECT_EQ(withoutCredentials("no secret-and-more",
                               R"({"auth":{"a":"secret-and","b":"secret-and-more"}})"),
            "no ***");
}

TEST(CredentialGuard, FindsNestedValuesNumbersAndEscapes) {
  EXPECT_EQ(withoutCredentials("12345678 \"quoted\"",
                               R"({"auth":{"pin":12345678,"o":{"list":["\"quoted\""]}}})"),
            "*** ***");
}

TEST(CredentialGuard, LeavesShortValuesAndOtherMembers) {
  EXPECT_EQ(withoutCredentials("the word subject",
                               R"({"auth":{"a":"the","b":""},"data":{"subject":"subject"}})"),
            "the word subject");
}

TEST(CredentialGuard, LeavesTheTextWhereThereIsNoAuth) {
  EXPECT_EQ(withoutCredentials("anything at all", "{}"), "anything at all");
  EXPECT_EQ(withoutCredentials("anything at all", ""), "anything at all");
}

}  // namespace
}  // namespace bailey::talkdesk
