#include "net/connection_budget.h"

#include <gtest/gtest.h>

namespace bailey::net {
namespace {

TEST(ConnectionBudget, IsFullAtItsTotal) {
  ConnectionBudget budget(2, 0);
  EXPECT_FALSE(budget.countsAddresses());
  EXPECT_TRUE(budget.enter(""));
  EXPECT_FALSE(budget.full());
  EXPECT_TRUE(budget.enter(""));
  EXPECT_TRUE(budget.full());
  budget.leave("");
  EXPECT_FALSE(budget.full());
}

TEST(ConnectionBudget, GivesEachAddressItsShare) {
  ConnectionBudget budget(10, 2);
  EXPECT_TRUE(budget.enter("192.0.2.1"));
  EXPECT_TRUE(budget.enter("192.0.2.1"));
  EXPECT_FALSE(budget.enter("192.0.2.1"));
  EXPECT_TRUE(budget.enter("192.0.2.2"));
  budget.leave("192.0.2.1");
  EXPECT_TRUE(budget.enter("192.0.2.1"));
}

}  // namespace
}  // namespace bailey::net
