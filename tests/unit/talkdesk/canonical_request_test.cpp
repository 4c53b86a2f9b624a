#include "talkdesk/canonical_request.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::talkdesk {
namespace {

TEST(CanonicalRequest, IsOneFormForWhatMeansTheSame) {
  const std::string canonical = canonicalRequest(
      R"({"auth":{"token":"k","account":"n"},"meta":{},"data":{"b":[1,"\u00e9"],"a":null}})");
  EXPECT_EQ(canonical,
            "auth{\"account\":\"n\",\"token\":\"k\"}meta{}"
            "data{\"a\":null,\"b\":[1,\"\xC3\xA9\"]}");
  for (const char* same : {" { \"data\" : { \"b\" : [ 1 , \"\xC3\xA9\" ] , \"a\" : null } , "
                           "\"auth\" : { \"account\" : \"n\" , \"token\" : \"k\" } }\n",
                           R"({"auth":{"t\u006fken":"\u006b","account":"n"},"meta":null,)"
                           R"("data":{"a":null,"b":[1,"\u00E9"]},"version":7})"}) {
    EXPECT_EQ(canonicalRequest(same), canonical) << same;
  }
}

TEST(CanonicalRequest, DiffersWhereTheRequestDoes) {
  const std::string canonical = canonicalRequest(R"({"auth":{"t":"k"},"data":{"a":"1","b":[]}})");
  for (const char* other : {R"({"auth":{"t":"K"},"data":{"a":"1","b":[]}})",
                            R"({"auth":{"t":"k"},"data":{"a":1,"b":[]}})",
                            R"({"auth":{"t":"k"},"data":{"a":"1","b":{}}})",
                            R"({"auth":{"t":"k"},"data":{"a":"1","b":[null]}})",
                            R"({"auth":{"t":"k"},"data":{"a":"1"}})",
                            R"({"auth":{"t":"k"},"meta":{"a":"1","b":[]}})",
                            R"({"auth":{"t":"k","data":{"a":"1","b":[]}}})",
                            R"({"data":{"a":"1","b":[]}})",
                            R"({"auth":{"t":"k"},"data":{"a":"1\",\"b\":[]"}})"}) {
    EXPECT_NE(canonicalRequest(other), canonical) << other;
  }
}

// Two numbers that no double tells apart are not the same request.
TEST(CanonicalRequest, KeepsNumbersAsWritten) {
  EXPECT_NE(canonicalRequest(R"({"data":{"a":0.1}})"),
            canonicalRequest(R"({"data":{"a":0.1000000000000000055}})"));
}

TEST(CanonicalRequest, KeepsTheOrderOfEqualNamesAndOfLists) {
  EXPECT_NE(canonicalRequest(R"({"data":{"a":1,"a":2}})"),
            canonicalRequest(R"({"data":{"a":2,"a":1}})"));
  EXPECT_NE(canonicalRequest(R"({"data":{"a":[1,2]}})"),
            canonicalRequest(R"({"data":{"a":[2,1]}})"));
}

}  // namespace
}  // namespace bailey::talkdesk
