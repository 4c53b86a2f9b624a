#include "generation/bulkhead.h"

#include <gtest/gtest.h>

namespace bailey::generation {
namespace {

using Entry = Bulkhead::Entry;

TEST(Bulkhead, RunsUpToItsLimitQueuesAFewAndRefusesTheRest) {
  Bulkhead bulkhead(2, 1);
  int ran = 0;
  const auto enter = [&] {
    Bulkhead::Task task = [&] {
      ++ran;
    };
    return bulkhead.enter(task);
  };
  EXPECT_EQ(enter(), Entry::Run);
  EXPECT_EQ(enter(), Entry::Run);
  EXPECT_EQ(enter(), Entry::Wait);
  EXPECT_EQ(enter(), Entry::Full);
  EXPECT_EQ(bulkhead.running(), 2U);
  EXPECT_EQ(bulkhead.waiting(), 1U);

  auto next = bulkhead.leave();
  ASSERT_TRUE(next);
  (*next)();
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(bulkhead.running(), 2U) << "the one that waited runs in its place";
  EXPECT_FALSE(bulkhead.leave());
  EXPECT_FALSE(bulkhead.leave());
  EXPECT_EQ(bulkhead.running(), 0U);
  EXPECT_EQ(enter(), Entry::Run);
}

TEST(Bulkhead, GivesTheTaskBackWhenItDoesNotKeepIt) {
  Bulkhead bulkhead(1, 0);
  Bulkhead::Task task = [] {
  };
  EXPECT_EQ(bulkhead.enter(task), Entry::Run);
  EXPECT_TRUE(task) << "the caller runs it";
  EXPECT_EQ(bulkhead.enter(task), Entry::Full);
  EXPECT_TRUE(task);
}

}  // namespace
}  // namespace bailey::generation
