#include "control/probation.h"

#include <gtest/gtest.h>

namespace bailey::control {
namespace {

using generation::OutcomeCounts;
using std::chrono::milliseconds;
using std::chrono::seconds;

const ProbationRules kRules;

OutcomeCounts counts(std::uint64_t requests,
                     std::uint64_t crm_failed,
                     std::uint64_t broke,
                     milliseconds each = milliseconds(10)) {
  return {requests, crm_failed, broke, each * static_cast<std::int64_t>(requests)};
}

Verdict verdict(const OutcomeCounts& before, const OutcomeCounts& since, milliseconds elapsed) {
  return judge(before, since, elapsed, kRules).verdict;
}

TEST(Probation, IsOverAfterItsTimeOrItsRequests) {
  const OutcomeCounts before = counts(1000, 0, 0);
  EXPECT_EQ(verdict(before, counts(0, 0, 0), seconds(59)), Verdict::Wait);
  EXPECT_EQ(verdict(before, counts(0, 0, 0), seconds(60)), Verdict::Good);
  EXPECT_EQ(verdict(before, counts(49, 0, 0), seconds(1)), Verdict::Wait);
  EXPECT_EQ(verdict(before, counts(50, 0, 0), seconds(1)), Verdict::Good);
}

TEST(Probation, TakesOneOrTwoFailuresForNothing) {
  EXPECT_EQ(verdict(counts(1000, 0, 0), counts(2, 0, 2), seconds(1)), Verdict::Wait);
  EXPECT_EQ(verdict(counts(1000, 0, 0), counts(4, 4, 0), seconds(1)), Verdict::Wait);
}

TEST(Probation, IsFailedByAPluginThatBreaks) {
  const Judgement judgement = judge(counts(1000, 0, 0), counts(3, 0, 3), seconds(1), kRules);
  EXPECT_EQ(judgement.verdict, Verdict::Bad);
  EXPECT_EQ(judgement.why, "3 of its first 3 requests failed in the plugin");
}

TEST(Probation, IsFailedByACrmThatIsNotReachedAnyMore) {
  EXPECT_EQ(verdict(counts(1000, 0, 0), counts(5, 5, 0), seconds(1)), Verdict::Bad);
}

TEST(Probation, IsFailedByAVersionThatAnswersNoSampleQuestion) {
  SampleAnswers before;
  SampleAnswers since;
  EXPECT_EQ(judgeSamples(before, since).verdict, Verdict::Wait);
  since.failed = 3;
  EXPECT_EQ(judgeSamples(before, since).verdict, Verdict::Wait) << "the other has not answered yet";
  before.good = 3;
  EXPECT_EQ(judgeSamples(before, since).verdict, Verdict::Bad);
  since.good = 1;
  EXPECT_EQ(judgeSamples(before, since).verdict, Verdict::Wait);
  since.good = 0;
  before.failed = 1;
  EXPECT_EQ(judgeSamples(before, since).verdict, Verdict::Wait) << "it is not the version's fault";
}

// It is not the new version's fault when the one before was no better.
TEST(Probation, ComparesWithTheVersionBefore) {
  EXPECT_EQ(verdict(counts(1000, 600, 0), counts(20, 12, 0), seconds(1)), Verdict::Wait);
  EXPECT_EQ(verdict(counts(1000, 0, 100), counts(20, 0, 3), seconds(1)), Verdict::Wait);
}

TEST(Probation, IsFailedByAVersionThatIsFarSlower) {
  const OutcomeCounts before = counts(1000, 0, 0, milliseconds(20));
  EXPECT_EQ(verdict(before, counts(20, 0, 0, milliseconds(400)), seconds(1)), Verdict::Bad);
  EXPECT_EQ(verdict(before, counts(20, 0, 0, milliseconds(300)), seconds(1)), Verdict::Wait);
  EXPECT_EQ(verdict(before, counts(19, 0, 0, milliseconds(400)), seconds(1)), Verdict::Wait);
}

}  // namespace
}  // namespace bailey::control
