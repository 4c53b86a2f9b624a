// Checkpoints and offsets that are not ours, and the two forms of ids. (contract.md §9 case 40)
#include "demo_database.h"

namespace bailey::sql_test {
namespace {

class SqlTokens : public DemoTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(SqlTokens, AnUnreadableCheckpointMeansEverything) {
  const auto crm_instance = instance();
  EXPECT_EQ(idsOf(contactRun(*crm_instance, GetParam())).size(), 1500U);
  EXPECT_TRUE(host().logged("unreadable checkpoint"));
  EXPECT_FALSE(host().logged(GetParam()));
}

TEST_P(SqlTokens, AnUnreadableOffsetStartsTheRunAgain) {
  const auto crm_instance = instance();
  const std::string checkpoint = "v1|2025-06-01 00:00:00|1";
  const Page first = contactPage(*crm_instance, checkpoint, std::nullopt);
  const Page again = contactPage(*crm_instance, checkpoint, GetParam());
  EXPECT_EQ(again.ids, first.ids);
  EXPECT_EQ(again.checkpoint, first.checkpoint);
  EXPECT_TRUE(host().logged("unreadable offset"));
  EXPECT_FALSE(host().logged(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Garbage,
                         SqlTokens,
                         ::testing::Values("garbage-token",
                                           "v2|2025-03-05 08:20:11|17",
                                           "v1|2025-03-05 08:20:11",
                                           "v1|2025-03-05 08:20:11|",
                                           "v1|2025-03-05 08:20:11|17x",
                                           "v1|2025-03-05 08:20:11|99999999999999999999",
                                           "v1|2025-13-05 08:20:11|17",
                                           "v1|2025-03-05 24:20:11|17",
                                           "v1|0000-01-01 00:00:00|17",
                                           "v1|' OR 1=1 --|17",
                                           "v1||17"));

class SqlIds : public DemoTest {};

// contract.md §9 case 39
TEST_F(SqlIds, TheTimesOfOtherBridgesAreCheckpoints) {
  const auto crm_instance = instance();
  EXPECT_EQ(idsOf(contactRun(*crm_instance, "2012-11-20 23:01:00 UTC")).size(), 1500U);
  const std::string middle = "v1|2025-06-01 00:00:00|1";
  const auto expected = idsOf(contactRun(*crm_instance, middle));
  ASSERT_LT(expected.size(), 1500U);
  EXPECT_EQ(idsOf(contactRun(*crm_instance, "2025-06-01 00:00:00 UTC")), expected);
  EXPECT_EQ(idsOf(contactRun(*crm_instance, "2025-06-01T00:00:00Z")), expected);
  EXPECT_FALSE(host().logged("unreadable"));
}

TEST_F(SqlIds, ACheckpointFromTheFutureMeansEverything) {
  const auto crm_instance = instance();
  EXPECT_EQ(idsOf(contactRun(*crm_instance, "v1|2999-01-01 00:00:00|1")).size(), 1500U);
  EXPECT_TRUE(host().logged("unreadable checkpoint"));
}

TEST_F(SqlIds, TextIdsAndIsoTimesPageExactly) {
  crm().execute(
      "CREATE TABLE people (key TEXT PRIMARY KEY, label TEXT, changed TEXT, mail TEXT);"
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
      "INSERT INTO people SELECT 'c\"|' || char(33 + i) || i, 'P ' || i, "
      "'2025-03-05T08:20:1' || (i / 10) || '.' || (100 + i % 3) || 'Z', 'plain@mail.example' "
      "FROM n");
  nlohmann::json changed = settings();
  changed["contacts"] = {
      {"statement",
       "SELECT key, label, changed, mail FROM people "
       "WHERE (changed, key) > (:after_time, :after_id) ORDER BY changed, key LIMIT :limit"},
      {"page_size", 7},
      {"fields", {{"id", "key"}, {"name", "label"}, {"updated_at", "changed"}, {"emails", "mail"}}},
      {"templates", {{"url", "https://x.example/{key}?q={{1}}"}}}};
  const auto crm_instance = instance(changed);
  ASSERT_EQ(crm_instance->complaints(), nlohmann::json::array());
  const std::vector<Page> run = contactRun(*crm_instance, std::nullopt);
  EXPECT_EQ(run.size(), 6U);
  EXPECT_EQ(idsOf(run).size(), 40U);
  for (const Page& page : run) {  // an overlap of 5 s covers them all
    EXPECT_EQ(idsOf(contactRun(*crm_instance, page.checkpoint)).size(), 40U);
  }
  const Reply reply = crm_instance->call(BAILEY_CONTACT_SYNCHRONIZATION, {{"auth", goodAuth()}});
  EXPECT_EQ(reply.json.at("contacts").at(0).at("emails"),
            nlohmann::json::array({"plain@mail.example"}));
  const std::string url = reply.json.at("contacts").at(0).at("url");
  EXPECT_EQ(url.substr(0, 30), "https://x.example/c%22%7C%243?");
}

}  // namespace
}  // namespace bailey::sql_test
