// Hostile input. What a well-meant request means is in tests/contract/*.json.
#include "talkdesk/request_reader.h"

#include <gtest/gtest.h>

#include <malloc.h>

#include <cstring>
#include <memory>
#include <string>

namespace bailey::talkdesk {
namespace {

constexpr std::string_view kValidBody =
    R"({"auth":{"account":"northwind","token":"k-\u00e9\ud83d\ude00"},)"
    R"("meta":{"offset":12.5,"synchronization_checkpoint":"c","x":[true,null,-1e3]},"data":{}})";

class RequestReaderTest : public testing::Test {
protected:
  RequestReaderTest() {
    profile_.authentication_configuration.resize(1);
    profile_.authentication_configuration[0].field_name = "token";
    profile_.authentication_configuration[0].mandatory = true;
  }

  // Reads from a block that ends exactly where the padding does, so that a sanitizer sees one byte
  // too much.
  core::Result<RequestFacts, Refusal> read(std::string_view body) {
    const auto block = std::make_unique<char[]>(body.size() + kBodyPadding);
    std::memcpy(block.get(), body.data(), body.size());
    std::memset(block.get() + body.size(), '"', kBodyPadding);
    return reader_.read(std::string_view(block.get(), body.size()),
                        Operation::ContactSynchronization,
                        profile_,
                        nullptr,
                        limits_);
  }

  void expectMalformed(std::string_view body, std::string_view says) {
    const auto result = read(body);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().status, 400);
    EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
  }

  Profile profile_;
  JsonLimits limits_;
  RequestReader reader_;
};

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  out.reserve(count * text.size());
  for (; count > 0; --count) {
    out += text;
  }
  return out;
}

std::string nested(std::size_t depth) {
  return R"({"auth":{"token":"t"},"x":)" + times(depth, "[") + "1" + times(depth, "]") + "}";
}

TEST_F(RequestReaderTest, TakesAValidBody) {
  const auto result = read(kValidBody);
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(result.value().offset, "12.5");
  EXPECT_EQ(result.value().checkpoint, "c");
}

TEST_F(RequestReaderTest, RefusesEveryPrefixOfAValidBody) {
  for (std::size_t length = 0; length < kValidBody.size(); ++length) {
    const auto result = read(kValidBody.substr(0, length));
    ASSERT_FALSE(result.ok()) << length;
    EXPECT_EQ(result.error().failure, Failure::MalformedRequest) << length;
  }
}

TEST_F(RequestReaderTest, SurvivesEveryByteReplacedByEveryOther) {
  for (std::size_t at = 0; at < kValidBody.size(); ++at) {
    for (int byte = 0; byte < 256; byte += 3) {
      std::string body(kValidBody);
      body[at] = static_cast<char>(byte);
      const auto result = read(body);
      if (!result.ok()) {
        EXPECT_TRUE(result.error().failure == Failure::MalformedRequest ||
                    result.error().failure == Failure::MissingCredential);
        EXPECT_EQ(result.error().message.find("k-"), std::string::npos);
      }
    }
  }
}

TEST_F(RequestReaderTest, CountsLevelsExactly) {
  EXPECT_TRUE(read(nested(limits_.depth - 1)).ok());
  expectMalformed(nested(limits_.depth), "deeper than 64 levels");
}

TEST_F(RequestReaderTest, RefusesAHundredThousandLevels) {
  expectMalformed(nested(100'000), "deeper than 64 levels");
  expectMalformed(times(100'000, "["), "not valid JSON");
  expectMalformed(times(100'000, R"({"a":)") + "1" + times(100'000, "}"), "deeper than 64 levels");
}

TEST_F(RequestReaderTest, KeepsNoMemoryOfLargeBodies) {
  limits_.string_bytes = 2'000'000;
  const std::string small(kValidBody);
  const std::string deep = nested(100'000);
  const std::string wide = R"({"auth":{"token":"t"},"x":")" + std::string(1'000'000, 'x') + "\"}";
  ASSERT_TRUE(read(small).ok());
  const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
  for (int round = 0; round < 20; ++round) {
    EXPECT_FALSE(read(deep).ok());
    EXPECT_TRUE(read(wide).ok());
    EXPECT_TRUE(read(small).ok());
  }
  const std::size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
  EXPECT_LT(after, before + 64 * 1024);
}

TEST_F(RequestReaderTest, RefusesNumbersOutOfRange) {
  expectMalformed(R"({"x":1e400})", "out of range");
  expectMalformed(R"({"x":-1e400})", "out of range");
  expectMalformed(R"({"x":18446744073709551616})", "out of range");
  expectMalformed(R"({"x":-9223372036854775809})", "out of range");
  expectMalformed(R"({"x":)" + std::string(1'000'000, '9') + "}", "out of range");
}

TEST_F(RequestReaderTest, TakesNumbersThatAreOnlyLong) {
  EXPECT_TRUE(read(R"({"auth":{"token":"t"},"x":0.)" + std::string(100'000, '9') + "}").ok());
  EXPECT_TRUE(read(R"({"auth":{"token":"t"},"x":1e-400})").ok());
  EXPECT_TRUE(read(R"({"auth":{"token":"t"},"x":18446744073709551615})").ok());
}

TEST_F(RequestReaderTest, RefusesSixtyThousandEqualNames) {
  const std::string equal = times(60'000, R"("a":1,)") + R"("b":1)";
  expectMalformed("{" + equal + "}", "more than 10000 members");
  limits_.members = 100'000;
  expectMalformed("{" + equal + "}", "twice at the top");
  expectMalformed(R"({"auth":{"token":"t",)" + equal + "}}", "twice in /auth");
  EXPECT_TRUE(read(R"({"auth":{"token":"t"},"meta":{)" + equal + "}}").ok());
}

TEST_F(RequestReaderTest, FindsOneDuplicateAmongManyNames) {
  limits_.members = 100'000;
  std::string names;
  for (int at = 0; at < 60'000; ++at) {
    names += "\"n" + std::to_string(at) + "\":1,";
  }
  const std::string head = R"({"auth":{"token":"t",)" + names;
  EXPECT_TRUE(read(head + R"("last":1}})").ok());
  expectMalformed(head + R"("n59999":1}})", "twice in /auth");
  expectMalformed(head + R"("n3":1}})", "twice in /auth");
  expectMalformed(head + R"("token":"t"}})", "twice in /auth");
}

TEST_F(RequestReaderTest, CountsMembersOnEveryLevel) {
  // auth, token, x and the elements of x
  limits_.members = 10;
  EXPECT_TRUE(read(R"({"auth":{"token":"t"},"x":[1,2,3,4,5,6,7]})").ok());
  expectMalformed(R"({"auth":{"token":"t"},"x":[1,2,3,4,5,6,7,8]})", "more than 10 members");
  expectMalformed(R"({"auth":{"token":"t"},"x":[[],[[],{"a":[]},{}],0,0]})", "more than 10");
}

// The shortest bodies there are for their number of members are counted, not waved through.
TEST_F(RequestReaderTest, CountsTheDensestBodies) {
  for (std::size_t count = 1; count < 40; ++count) {
    limits_.members = count + 2;
    const std::string numbers = times(count, "1,") + "1";
    EXPECT_TRUE(read(R"({"auth":{"token":"t"},"":[)" + numbers.substr(2) + "]}").ok() ==
                (count + 3 <= limits_.members));
    expectMalformed(R"({"auth":{"token":"t"},"":[)" + numbers + ",1]}", "more than");
  }
}

TEST_F(RequestReaderTest, RefusesLoneSurrogates) {
  for (const char* text : {R"({"x":"\ud800"})",
                           R"({"x":"\udc00"})",
                           R"({"x":"\ud800\ud800"})",
                           R"({"x":"\ud800A"})",
                           R"({"\udfff":1})"}) {
    expectMalformed(text, "not valid JSON");
  }
}

TEST_F(RequestReaderTest, TakesNoInputFromThePadding) {
  // The padding holds quotes: an open string must not be closed by it.
  expectMalformed(R"({"auth":{"token":"t"},"x":"open)", "not valid JSON");
  expectMalformed(R"({"auth":{"token":"t"}})" + std::string("\""), "not valid JSON");
}

TEST_F(RequestReaderTest, FollowsLimitsThatChangeBetweenCalls) {
  limits_.depth = 4;
  EXPECT_FALSE(read(nested(4)).ok());
  limits_.depth = 200;
  EXPECT_TRUE(read(nested(199)).ok());
  limits_.depth = 5;
  EXPECT_TRUE(read(nested(4)).ok());
  EXPECT_FALSE(read(nested(5)).ok());
}

TEST_F(RequestReaderTest, RefusalCarriesTheStatusOfItsOperation) {
  std::string body = "{}";
  body.resize(body.size() + kBodyPadding);
  const std::string_view view = std::string_view(body).substr(0, 2);
  const auto status = [&](Operation operation) {
    return reader_.read(view, operation, profile_, nullptr, limits_).error().status;
  };
  EXPECT_EQ(status(Operation::AuthValidation), 401);
  EXPECT_EQ(status(Operation::AgentSynchronization), 401);
  EXPECT_EQ(status(Operation::Action), 400);
}

}  // namespace
}  // namespace bailey::talkdesk
