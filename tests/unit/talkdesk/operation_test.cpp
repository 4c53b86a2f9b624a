#include "talkdesk/operation.h"

#include <gtest/gtest.h>

namespace bailey::talkdesk {
namespace {

TEST(Operation, NamesReadBackAsThemselves) {
  for (const Operation operation : kOperations) {
    EXPECT_EQ(operationNamed(nameOf(operation)), operation) << nameOf(operation);
  }
}

TEST(Operation, HasNoOtherNames) {
  for (const char* name : {"", "unset", "Action", "actions", "contact_sync", "auth_validation "}) {
    EXPECT_EQ(operationNamed(name), std::nullopt) << name;
  }
}

TEST(Operation, IndexIsThePositionInTheList) {
  for (std::size_t at = 0; at < kOperations.size(); ++at) {
    EXPECT_EQ(indexOf(kOperations[at]), at);
  }
}

}  // namespace
}  // namespace bailey::talkdesk
