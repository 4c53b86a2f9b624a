#include "bailey/url.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bailey {
namespace {

TEST(SdkUrl, EncodesEveryPartForItsPlace) {
  EXPECT_EQ(Url("https://acme.example.com/api/")
                .path("users")
                .path("a/b?c#d e%é")
                .query("q", "x=1&y=2 +\r\n")
                .query("page", 2)
                .text(),
            "https://acme.example.com/api/users/a%2Fb%3Fc%23d%20e%25%C3%A9"
            "?q=x%3D1%26y%3D2%20%2B%0D%0A&page=2");
}

TEST(SdkUrl, LetsNoIdBeAnotherPath) {
  for (const char* id : {"", ".", ".."}) {
    EXPECT_THROW(Url("https://acme.example.com").path(id), Error) << id;
  }
  EXPECT_EQ(Url("https://acme.example.com").path("../x").text(), "https://acme.example.com/..%2Fx");
}

TEST(SdkUrl, KnowsWhatCanBeALabelOfAHost) {
  for (const char* good : {"acme", "a", "A-1", "0"}) {
    EXPECT_TRUE(isHostLabel(good)) << good;
  }
  const std::string long_one(64, 'a');
  for (const std::string& bad : {std::string(),
                                 std::string("a.b"),
                                 std::string("-a"),
                                 std::string("a-"),
                                 std::string("a/b"),
                                 std::string("evil.example#"),
                                 std::string("a@b"),
                                 std::string("é"),
                                 long_one}) {
    EXPECT_FALSE(isHostLabel(bad)) << bad;
  }
}

TEST(SdkUrl, FollowsLinksOnItsOwnHostOnly) {
  const std::string base = "https://acme.example.com/api/v2/users?page=1";
  EXPECT_EQ(followed(base, "/api/v2/users?page=2"), "https://acme.example.com/api/v2/users?page=2");
  EXPECT_EQ(followed(base, "https://acme.example.com/next"), "https://acme.example.com/next");
  for (const char* link : {"https://evil.example/next",
                           "http://acme.example.com/next",
                           "https://acme.example.com.evil.example/",
                           "https://acme.example.com@evil.example/",
                           "//evil.example/next",
                           "/\\evil.example",
                           "next",
                           ""}) {
    EXPECT_THROW((void)followed(base, link), Error) << link;
  }
}

}  // namespace
}  // namespace bailey
