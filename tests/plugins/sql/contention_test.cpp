// Locks, deadlines, callers who went away, and many threads.
#include "demo_database.h"

#include <chrono>
#include <thread>

namespace bailey::sql_test {
namespace {

constexpr const char* kEndless =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i AS id, 'x' AS name, 'y' AS email FROM n WHERE i < 0 LIMIT :limit OFFSET :offset";

class SqlContention : public DemoTest {
protected:
  static nlohmann::json ticket() {
    return {{"auth", goodAuth()}, {"data", {{"subject", "contended"}}}};
  }

  std::string tickets() {
    return crm().ask("SELECT count(*) FROM tickets WHERE subject = 'contended'");
  }
};

using Clock = std::chrono::steady_clock;

TEST_F(SqlContention, AWriterElsewhereMakesAnActionFailAndTheNextOneWork) {
  nlohmann::json changed = settings();
  changed["busy_timeout_ms"] = 30;
  const auto crm_instance = instance(changed);
  crm().execute("BEGIN IMMEDIATE");
  const Reply busy = crm_instance->call(BAILEY_ACTION, ticket(), "create_ticket");
  EXPECT_EQ(busy.status, BAILEY_UNAVAILABLE);
  EXPECT_EQ(busy.retry_after_s, 1U);
  // Readers do not care.
  EXPECT_EQ(crm_instance->call(BAILEY_AUTH_VALIDATION, {{"auth", goodAuth()}}).status, BAILEY_OK);
  crm().execute("COMMIT");
  EXPECT_EQ(crm_instance->call(BAILEY_ACTION, ticket(), "create_ticket").status, BAILEY_OK);
  EXPECT_EQ(tickets(), "1");
}

TEST_F(SqlContention, TheDeadlineEndsTheWaitForALock) {
  nlohmann::json changed = settings();
  changed["busy_timeout_ms"] = 60'000;
  const auto crm_instance = instance(changed);
  crm_instance->deadline = std::chrono::milliseconds(100);
  crm().execute("BEGIN IMMEDIATE");
  const auto start = Clock::now();
  EXPECT_EQ(crm_instance->call(BAILEY_ACTION, ticket(), "create_ticket").status, BAILEY_TIMEOUT);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(5));
  crm().execute("COMMIT");
  EXPECT_EQ(tickets(), "0");
}

TEST_F(SqlContention, TheDeadlineEndsALongQuery) {
  nlohmann::json changed = settings();
  changed["agents"]["statement"] = kEndless;
  const auto crm_instance = instance(changed);
  ASSERT_TRUE(crm_instance->made()) << crm_instance->complaints();
  crm_instance->deadline = std::chrono::milliseconds(100);
  const auto start = Clock::now();
  const Reply reply = crm_instance->call(BAILEY_AGENT_SYNCHRONIZATION, {{"auth", goodAuth()}});
  EXPECT_EQ(reply.status, BAILEY_TIMEOUT);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(5));
  // The same connection serves the next call.
  crm_instance->deadline = std::chrono::seconds(60);
  EXPECT_EQ(crm_instance->call(BAILEY_AUTH_VALIDATION, {{"auth", goodAuth()}}).status, BAILEY_OK);
}

TEST_F(SqlContention, ACallerWhoWentAwayEndsALongQuery) {
  nlohmann::json changed = settings();
  changed["agents"]["statement"] = kEndless;
  const auto crm_instance = instance(changed);
  host().cancelled = true;
  const Reply reply = crm_instance->call(BAILEY_AGENT_SYNCHRONIZATION, {{"auth", goodAuth()}});
  EXPECT_EQ(reply.status, BAILEY_CANCELLED);
}

TEST_F(SqlContention, AnActionThatIsLateLeavesNothing) {
  nlohmann::json changed = settings();
  changed["actions"]["create_ticket"] = {
      {"statements",
       {"INSERT INTO tickets (account_id, subject) VALUES (1, :data_subject)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT count(*) AS numbers FROM n"}}};
  const auto crm_instance = instance(changed);
  ASSERT_TRUE(crm_instance->made()) << crm_instance->complaints();
  crm_instance->deadline = std::chrono::milliseconds(100);
  EXPECT_EQ(crm_instance->call(BAILEY_ACTION, ticket(), "create_ticket").status, BAILEY_TIMEOUT);
  EXPECT_EQ(tickets(), "0");
  crm().execute("UPDATE contacts SET title = 'free' WHERE id = 1");  // no lock was left
}

TEST_F(SqlContention, AnActionNobodyWaitsForIsNotDone) {
  const auto crm_instance = instance();
  host().cancelled = true;
  EXPECT_EQ(crm_instance->call(BAILEY_ACTION, ticket(), "create_ticket").status, BAILEY_CANCELLED);
  EXPECT_EQ(tickets(), "0");
}

TEST_F(SqlContention, ManyThreadsShareAnInstance) {
  const auto crm_instance = instance();
  constexpr int kThreads = 8;
  constexpr int kRounds = 6;
  std::atomic<int> failures = 0;
  const auto work = [&](int number) {
    for (int round = 0; round < kRounds; ++round) {
      const std::string id = std::to_string(number * kRounds + round + 1);
      const bool fine =
          crm_instance->call(BAILEY_ACTION, ticket(), "create_ticket").status == BAILEY_OK &&
          !contactPage(*crm_instance, std::nullopt, std::nullopt).ids.empty() &&
          crm_instance
                  ->call(BAILEY_INTERACTION_RETRIEVAL,
                         {{"auth", goodAuth()}, {"data", {{"contact_external_id", id}}}})
                  .status == BAILEY_OK &&
          crm_instance->call(BAILEY_AGENT_SYNCHRONIZATION, {{"auth", goodAuth()}}).status ==
              BAILEY_OK &&
          crm_instance->call(BAILEY_AUTH_VALIDATION, {{"auth", nullptr}}).status ==
              BAILEY_UNAUTHORIZED;
      failures += fine ? 0 : 1;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back(work, i);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(tickets(), std::to_string(kThreads * kRounds));
}

}  // namespace
}  // namespace bailey::sql_test
