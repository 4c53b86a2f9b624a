#include "upstream/field_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace bailey::upstream {
namespace {

TEST(FieldRules, LetSixMethodsPass) {
  for (const std::string_view method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
    EXPECT_TRUE(isSendableMethod(method)) << method;
  }
  for (const std::string_view method : {"",
                                        "get",
                                        "Get",
                                        "GET ",
                                        " GET",
                                        "GET /x",
                                        "GETS",
                                        "GE",
                                        "CONNECT",
                                        "TRACE",
                                        "OPTIONS",
                                        "PROPFIND",
                                        "GET\r\n",
                                        "GET\t"}) {
    EXPECT_FALSE(isSendableMethod(method)) << method;
  }
  EXPECT_FALSE(isSendableMethod(std::string_view("GET\0", 4)));
}

TEST(FieldRules, JudgeEachByteOfAName) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool is_token =
        byte < 0x80 &&
        (std::isalnum(byte) != 0 ||
         (byte != 0 && std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(byte)) !=
                           std::string_view::npos));
    const std::string middle = std::string("X-A") + static_cast<char>(byte) + "B";
    EXPECT_EQ(isSendableFieldName(middle), is_token) << byte;
    EXPECT_EQ(isSendableFieldName(std::string(1, static_cast<char>(byte))), is_token) << byte;
  }
  EXPECT_FALSE(isSendableFieldName(""));
}

TEST(FieldRules, JudgeEachByteOfAValue) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool visible = byte > 0x20 && byte < 0x7F;
    const bool blank = byte == ' ' || byte == '\t';
    const char text = static_cast<char>(byte);
    EXPECT_EQ(isSendableFieldValue(std::string("a") + text + "b"), visible || blank) << byte;
    EXPECT_EQ(isSendableFieldValue(std::string("a") + text), visible) << byte;
    EXPECT_EQ(isSendableFieldValue(text + std::string("b")), visible) << byte;
    EXPECT_EQ(isSendableFieldValue(std::string(1, text)), visible) << byte;
  }
  EXPECT_TRUE(isSendableFieldValue(""));
  EXPECT_FALSE(isSendableFieldValue("x\r\nX-Admin: 1"));
  EXPECT_FALSE(isSendableFieldValue("x\r\n folded"));
}

TEST(FieldRules, KeepWhatIsOursToSay) {
  for (const std::string own : {"host",
                                "content-length",
                                "transfer-encoding",
                                "connection",
                                "te",
                                "upgrade",
                                "expect",
                                "trailer",
                                "keep-alive",
                                "accept-encoding",
                                "proxy-authorization",
                                "proxy-connection",
                                "proxy-authenticate",
                                "proxy-",
                                "proxy-x"}) {
    std::string upper = own;
    std::transform(own.begin(), own.end(), upper.begin(), [](char byte) {
      return static_cast<char>(std::toupper(static_cast<unsigned char>(byte)));
    });
    std::string underscored = own;
    std::replace(underscored.begin(), underscored.end(), '-', '_');
    EXPECT_FALSE(isSendableFieldName(own)) << own;
    EXPECT_FALSE(isSendableFieldName(upper)) << upper;
    EXPECT_FALSE(isSendableFieldName(underscored)) << underscored;
  }
}

TEST(FieldRules, LetTheFieldsOfAdaptersPass) {
  for (const std::string_view name : {"Authorization",
                                      "Content-Type",
                                      "Accept",
                                      "X-Api-Key",
                                      "Sforce-Query-Options",
                                      "If-Match",
                                      "User-Agent",
                                      "Idempotency-Key",
                                      "Hostess",
                                      "X-Host",
                                      "Proxy",
                                      "Tea",
                                      "Expected",
                                      "Content-Length-X"}) {
    EXPECT_TRUE(isSendableFieldName(name)) << name;
  }
}

}  // namespace
}  // namespace bailey::upstream
