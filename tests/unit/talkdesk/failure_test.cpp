#include "talkdesk/failure.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace bailey::talkdesk {
namespace {

constexpr int kLastFailure = static_cast<int>(Failure::Internal);

TEST(Failure, HasOneCodeEach) {
  std::set<std::string_view> codes;
  for (int at = 0; at <= kLastFailure; ++at) {
    const std::string_view code = codeOf(static_cast<Failure>(at));
    EXPECT_FALSE(code.empty());
    EXPECT_EQ(code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    EXPECT_TRUE(codes.insert(code).second) << code;
  }
}

TEST(Failure, LeavesOpenWhatHappenedOnlyWhenThePluginOrTheCrmWasLeftHalfWay) {
  std::set<std::string_view> doubtful;
  for (int at = 0; at <= kLastFailure; ++at) {
    if (isDoubtful(static_cast<Failure>(at))) {
      doubtful.insert(codeOf(static_cast<Failure>(at)));
    }
  }
  EXPECT_EQ(doubtful,
            (std::set<std::string_view>{
                "deadline_exceeded", "internal", "plugin_misbehaved", "unavailable"}));
}

TEST(Failure, OutsideTheListIsABugOfOurs) {
  EXPECT_EQ(codeOf(static_cast<Failure>(kLastFailure + 1)), "unset");
  EXPECT_EQ(refuse(static_cast<Failure>(250)).status, 500);
  EXPECT_EQ(refuse(Failure::Unset).status, 500);
}

TEST(Failure, WithoutAnIntegrationFollowsTheTableWithoutSwitches) {
  EXPECT_EQ(refuse(Failure::UnknownRoute).status, 404);
  EXPECT_EQ(refuse(Failure::MethodNotAllowed).status, 405);
  EXPECT_EQ(refuse(Failure::PayloadTooLarge).status, 413);
  EXPECT_EQ(refuse(Failure::Overloaded).retry_after_s, 1);
  EXPECT_EQ(refuse(Failure::Overloaded, {}, 5).retry_after_s, 5);
  EXPECT_EQ(refuse(Failure::UnknownRoute, {}, 5).retry_after_s, std::nullopt);
}

TEST(Failure, MessageIsCutAndCleaned) {
  const Refusal refusal = refuse(Failure::Rejected, std::string(500, 'x') + "\n");
  EXPECT_EQ(refusal.message, std::string(200, 'x'));
}

TEST(Failure, ErrorBodyIsCompactJson) {
  Refusal refusal = refuse(Failure::Rejected, "the \"queue\" is closed");
  EXPECT_EQ(errorBody(refusal), R"({"message":"the \"queue\" is closed","code":"rejected"})");
}

TEST(Failure, EveryStandardSentenceMakesAValidBody) {
  for (int at = 0; at <= kLastFailure; ++at) {
    const Refusal refusal = refuse(static_cast<Failure>(at));
    const auto body = nlohmann::json::parse(errorBody(refusal));
    EXPECT_EQ(body.size(), 2U);
    EXPECT_GT(body.at("message").get<std::string>().size(), 10U) << codeOf(refusal.failure);
  }
}

}  // namespace
}  // namespace bailey::talkdesk
