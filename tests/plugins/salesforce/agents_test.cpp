// Agent synchronization through a list that Salesforce gives in parts, without OFFSET.
#include "salesforce_test.h"

#include <gmock/gmock.h>

#include <set>

namespace bailey::salesforce_test {
namespace {

using fakes::AdapterReply;
using testing::ElementsAre;

json user(int number) {
  const std::string digits = std::to_string(10'000 + number);
  return {{"Id", "0055f0000" + std::string(1, 'U') + digits + "AA1"},
          {"Name", "User " + digits},
          {"Email", digits + "@faro.example"},
          {"IsActive", true}};
}

json users(int from, int to) {
  json list = json::array();
  for (int i = from; i < to; ++i) {
    list.push_back(user(i));
  }
  return listOf(list);
}

class AgentsTest : public SalesforceTest {
protected:
  AdapterReply sync(const json& offset = nullptr) {
    host().requests.clear();
    return ask(BAILEY_AGENT_SYNCHRONIZATION, {{"offset", offset}});
  }
};

TEST_F(AgentsTest, AreTheActiveUsers) {
  create();
  json inactive = user(2);
  inactive["IsActive"] = false;
  answer(listOf({user(1), inactive, {{"Id", nullptr}}, "text"}));
  const AdapterReply reply = sync();
  EXPECT_EQ(reply.json,
            json({{"agents",
                   {{{"id", "0055f0000U10001AA1"},
                     {"name", "User 10001"},
                     {"email", "10001@faro.example"}}}}}));
  EXPECT_THAT(queries(),
              ElementsAre("SELECT Id,Name,Email,IsActive FROM User WHERE IsActive = true AND "
                          "UserType = 'Standard' ORDER BY Id LIMIT 2000"));
}

TEST_F(AgentsTest, GoOnFromPageToPage) {
  create({{"agents", {{"page_size", 1'500}}}});
  answer(users(0, 2'000));
  const AdapterReply first = sync();
  ASSERT_EQ(first.json.at("agents").size(), 1'500U);
  EXPECT_EQ(first.json.at("next_offset"), 1'500);
  answer(users(0, 2'000));
  answer(users(2'000, 2'100));
  const AdapterReply second = sync(1'500);
  EXPECT_THAT(queries(),
              ElementsAre("SELECT Id,Name,Email,IsActive FROM User WHERE IsActive = true AND "
                          "UserType = 'Standard' ORDER BY Id LIMIT 2000",
                          "SELECT Id,Name,Email,IsActive FROM User WHERE IsActive = true AND "
                          "UserType = 'Standard' AND Id > '0055f0000U11999AA1' ORDER BY Id LIMIT "
                          "2000"));
  EXPECT_FALSE(second.json.contains("next_offset"));
  std::set<std::string> ids;
  for (const AdapterReply* reply : {&first, &second}) {
    for (const json& agent : reply->json.at("agents")) {
      ids.insert(agent.at("id").get<std::string>());
    }
  }
  EXPECT_EQ(ids.size(), 2'100U);
}

TEST_F(AgentsTest, GiveUpOnAListThatDoesNotGetOn) {
  create();
  answer(users(0, 2'000));
  answer(users(0, 2'000));
  EXPECT_EQ(sync(9'000).status, BAILEY_UNAVAILABLE);
}

}  // namespace
}  // namespace bailey::salesforce_test
