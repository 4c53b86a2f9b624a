#include "core/sha256.h"

#include <gtest/gtest.h>

namespace bailey::core {
namespace {

constexpr const char* kOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256, MatchesTheStandardsExample) {
  EXPECT_EQ(toHex(sha256("abc")), kOfAbc);
}

TEST(Sha256, ReadsHexadecimalOfEitherCaseAndNothingElse) {
  EXPECT_EQ(sha256FromHex(kOfAbc), sha256("abc"));
  std::string upper = kOfAbc;
  upper[0] = 'B';
  EXPECT_EQ(sha256FromHex(upper), sha256("abc"));
  EXPECT_FALSE(sha256FromHex(upper.substr(1)));
  upper[0] = 'g';
  EXPECT_FALSE(sha256FromHex(upper));
}

TEST(Sha256, ComparesWholeDigests) {
  EXPECT_TRUE(equalInConstantTime(sha256("a"), sha256("a")));
  EXPECT_FALSE(equalInConstantTime(sha256("a"), sha256("b")));
}

}  // namespace
}  // namespace bailey::core
