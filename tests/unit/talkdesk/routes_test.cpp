// The paths themselves are cases in tests/contract/routes.json.
#include "talkdesk/routes.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::talkdesk {
namespace {

bool isLowerOrDigit(int byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

bool isNameLetter(int byte) {
  return isLowerOrDigit(byte) || byte == '_' || byte == '-';
}

TEST(Routes, OnlyNameLettersMakeAName) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string inside = std::string("a") + static_cast<char>(byte);
    const std::string first = static_cast<char>(byte) + std::string("a");
    EXPECT_EQ(isIntegrationName(inside), isNameLetter(byte)) << byte;
    EXPECT_EQ(isActionName(inside), isNameLetter(byte)) << byte;
    EXPECT_EQ(isIntegrationName(first), isLowerOrDigit(byte)) << byte;
    EXPECT_EQ(isActionName(first), isLowerOrDigit(byte)) << byte;
    EXPECT_EQ(isCallerSecret(std::string(16, static_cast<char>(byte))),
              isNameLetter(byte) || (byte >= 'A' && byte <= 'Z'))
        << byte;
  }
}

TEST(Routes, LengthsAreBounded) {
  EXPECT_FALSE(isIntegrationName(""));
  EXPECT_TRUE(isIntegrationName(std::string(32, 'a')));
  EXPECT_FALSE(isIntegrationName(std::string(33, 'a')));
  EXPECT_TRUE(isActionName(std::string(64, 'a')));
  EXPECT_FALSE(isActionName(std::string(65, 'a')));
  EXPECT_FALSE(isCallerSecret(std::string(15, 'a')));
  EXPECT_TRUE(isCallerSecret(std::string(16, 'a')));
  EXPECT_TRUE(isCallerSecret(std::string(128, 'a')));
  EXPECT_FALSE(isCallerSecret(std::string(129, 'a')));
}

TEST(Routes, EveryOperationHasAPathOfItsOwn) {
  for (const Operation operation : kOperations) {
    const std::string name = operation == Operation::Action ? "/create" : "";
    const std::string path = "/crm/" + std::string(pathSegment(operation)) + name;
    const auto route = parsePath(path);
    ASSERT_TRUE(route) << path;
    EXPECT_EQ(route->operation, operation);
  }
  EXPECT_EQ(pathSegment(Operation::Unset), "");
}

TEST(Routes, NoSingleByteMoreIsTakenAnywhere) {
  const std::string path = "/crm/s3cretS3cret_-16/contact_sync";
  for (int byte = 0; byte < 256; ++byte) {
    if (isNameLetter(byte) || (byte >= 'A' && byte <= 'Z')) {
      continue;
    }
    for (std::size_t at = 0; at <= path.size(); ++at) {
      std::string changed = path;
      changed.insert(at, 1, static_cast<char>(byte));
      const bool is_last_slash = byte == '/' && at == path.size();
      EXPECT_EQ(parsePath(changed).has_value(), is_last_slash) << byte << " at " << at;
    }
  }
}

TEST(Routes, AreWrittenAsTheyAreRead) {
  for (const std::string path : {"/crm/contact_sync",
                                 "/crm/s3cretS3cret_-16/agent_sync",
                                 "/crm/actions/create",
                                 "/crm/s3cretS3cret_-16/actions/create"}) {
    const auto route = parsePath(path);
    ASSERT_TRUE(route) << path;
    EXPECT_EQ(pathOf(*route), path);
  }
}

TEST(Routes, PartsPointIntoThePath) {
  const std::string path = "/crm/actions/create";
  const auto route = parsePath(path);
  ASSERT_TRUE(route);
  EXPECT_EQ(route->integration.data(), path.data() + 1);
  EXPECT_EQ(route->action.data(), path.data() + 13);
}

}  // namespace
}  // namespace bailey::talkdesk
