#include "simulator/interaction_rules.h"

#include <gtest/gtest.h>

namespace bailey::simulator {
namespace {

TEST(InteractionRules, KnowTheOneFormOfADate) {
  EXPECT_TRUE(isContractDate("2012-11-21 17:53:51 UTC"));
  EXPECT_TRUE(isContractDate("2024-02-29 00:00:00 UTC"));
  for (const char* text : {"2012-11-21T17:53:51Z",
                           "2012-11-21 17:53:51",
                           "2012-11-21 17:53:51 utc",
                           "2012-11-21 17:53:51 UTC ",
                           "2012-13-21 17:53:51 UTC",
                           "2023-02-29 17:53:51 UTC",
                           "2012-11-21 24:00:00 UTC",
                           "2012-11-21 17:60:00 UTC",
                           "+012-11-21 17:53:51 UTC",
                           ""}) {
    EXPECT_FALSE(isContractDate(text)) << text;
  }
}

TEST(InteractionRules, ReportEachRuleOnceWithItsNumberOfTimes) {
  const nlohmann::json item{{"id", "t-1"}, {"subject", "s"}, {"date", "now"}, {"type", "ticket"}};
  const Redactor redactor;
  Findings findings(redactor);
  checkInteractions({item, item, item}, {}, findings);
  ASSERT_EQ(findings.violations().size(), 2U);
  EXPECT_EQ(findings.violations()[0].where, "[0].date is \"now\"");
  EXPECT_EQ(findings.violations()[0].times, 3U);
  EXPECT_EQ(findings.violations()[1].where, "[1].id came before");
  EXPECT_EQ(findings.violations()[1].times, 2U);
}

}  // namespace
}  // namespace bailey::simulator
