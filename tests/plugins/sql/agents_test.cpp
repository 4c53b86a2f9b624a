// Agent synchronization on the demo CRM. (contract.md §6, §9 cases 75-79)
#include "demo_database.h"

#include <set>

namespace bailey::sql_test {
namespace {

class SqlAgents : public DemoTest {
protected:
  static Reply page(const Instance& instance, const nlohmann::json& meta) {
    return instance.call(BAILEY_AGENT_SYNCHRONIZATION, {{"auth", goodAuth()}, {"meta", meta}});
  }
};

TEST_F(SqlAgents, ThePagesTogetherAreAllActiveAgentsWithAnEmail) {
  const auto crm_instance = instance();
  std::set<std::string> ids;
  nlohmann::json meta = nullptr;
  int pages = 0;
  for (bool more = true; more; ++pages) {
    const Reply reply = page(*crm_instance, meta);
    ASSERT_EQ(reply.status, BAILEY_OK);
    for (const nlohmann::json& agent : reply.json.at("agents")) {
      EXPECT_TRUE(ids.insert(agent.at("id")).second);
      EXPECT_FALSE(agent.at("name").get<std::string>().empty());
      EXPECT_FALSE(agent.at("email").get<std::string>().empty());
    }
    more = reply.json.contains("next_offset");
    if (more) {
      EXPECT_TRUE(reply.json.at("next_offset").is_number_integer());
      meta = {{"offset", reply.json.at("next_offset")}};
    }
  }
  EXPECT_EQ(ids.size(), 60U);
  EXPECT_EQ(pages, 2);
}

TEST_F(SqlAgents, EveryKindOfOffsetIsRead) {
  const auto crm_instance = instance();
  const nlohmann::json first = page(*crm_instance, nullptr).json;
  for (const nlohmann::json& offset :
       std::vector<nlohmann::json>{nullptr, 0, "0", -1, 1.5, "x", nlohmann::json::array()}) {
    EXPECT_EQ(page(*crm_instance, {{"offset", offset}}).json, first) << offset;
  }
  EXPECT_EQ(page(*crm_instance, {{"offset", "5"}}).json.at("agents").at(0),
            first.at("agents").at(5));
  const Reply far = page(*crm_instance, {{"offset", 9223372036854775807LL}});
  EXPECT_EQ(far.status, BAILEY_OK);
  EXPECT_EQ(far.json, (nlohmann::json{{"agents", nlohmann::json::array()}}));
}

TEST_F(SqlAgents, AFullLastPageHasNoNextOffset) {
  nlohmann::json changed = settings();
  changed["agents"]["page_size"] = 60;
  const auto crm_instance = instance(changed);
  const Reply reply = page(*crm_instance, nullptr);
  EXPECT_EQ(reply.json.at("agents").size(), 60U);
  EXPECT_FALSE(reply.json.contains("next_offset"));
}

}  // namespace
}  // namespace bailey::sql_test
