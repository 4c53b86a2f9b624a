// Who may use the CRM, in every operation. (contract.md §9 cases 14-22)
#include "demo_database.h"

#include <algorithm>

namespace bailey::sql_test {
namespace {

class SqlCredentials : public DemoTest {};

TEST_F(SqlCredentials, GoodOnesAreWelcome) {
  const auto crm_instance = instance();
  const Reply reply = crm_instance->call(BAILEY_AUTH_VALIDATION, {{"auth", goodAuth()}});
  EXPECT_EQ(reply.status, BAILEY_OK);
  EXPECT_EQ(reply.json, nlohmann::json::object());
}

TEST_F(SqlCredentials, BadOnesAreRefusedByEveryOperation) {
  const auto crm_instance = instance();
  const std::vector<nlohmann::json> bad = {
      nullptr,
      nlohmann::json::object(),
      {{"account", "demo"}},
      {{"token", kToken}},
      {{"account", "demo"}, {"token", ""}},
      {{"account", "demo"}, {"token", "wrong"}},
      {{"account", "demo"}, {"token", nullptr}},
      {{"account", "other"}, {"token", kToken}},
      {{"account", "demo' OR '1'='1"}, {"token", "' OR 1=1 --"}},
      {{"account", "%"}, {"token", "%"}},
      {{"account", {{"name", "demo"}}}, {"token", {kToken}}},
      {{"account", "demo"}, {"token", std::string(4096, 'x')}}};
  for (const nlohmann::json& auth : bad) {
    for (const bailey_operation operation : {BAILEY_AUTH_VALIDATION,
                                             BAILEY_CONTACT_SYNCHRONIZATION,
                                             BAILEY_INTERACTION_RETRIEVAL,
                                             BAILEY_AGENT_SYNCHRONIZATION}) {
      const nlohmann::json body = {{"auth", auth}, {"data", {{"contact_external_id", "1"}}}};
      EXPECT_EQ(crm_instance->call(operation, body).status, BAILEY_UNAUTHORIZED)
          << operation << auth;
    }
    const Reply reply = crm_instance->call(BAILEY_ACTION,
                                           {{"auth", auth},
                                            {"meta", {{"contact_external_id", "1"}}},
                                            {"data", {{"subject", "not allowed"}}}},
                                           "create_ticket");
    EXPECT_EQ(reply.status, BAILEY_UNAUTHORIZED) << auth;
  }
  EXPECT_EQ(crm().ask("SELECT count(*) FROM tickets WHERE subject = 'not allowed'"), "0");
}

TEST_F(SqlCredentials, ARevokedTokenIsRefusedAtOnce) {
  const auto crm_instance = instance();
  EXPECT_EQ(crm_instance->call(BAILEY_AUTH_VALIDATION, {{"auth", goodAuth()}}).status, BAILEY_OK);
  crm().execute("UPDATE api_tokens SET revoked_at = datetime('now')");
  const Reply reply = crm_instance->call(BAILEY_AUTH_VALIDATION, {{"auth", goodAuth()}});
  EXPECT_EQ(reply.status, BAILEY_UNAUTHORIZED);
  EXPECT_EQ(reply.message, "The CRM does not know these credentials.");
}

TEST_F(SqlCredentials, MappedColumnsAreGivenToTalkdeskToStore) {
  nlohmann::json changed = settings();
  changed["auth"]["statement"] =
      "SELECT a.id AS number, a.display_name, NULL AS empty FROM api_tokens t "
      "JOIN accounts a ON a.id = t.account_id "
      "WHERE a.name = :auth_account AND t.digest = sha256(:auth_token)";
  changed["auth"]["fields"] = {
      {"org_id", "number"}, {"org_name", "display_name"}, {"org_note", "empty"}};
  nlohmann::json all = setup(changed);
  all["talkdesk"]["auth_fields"] = {"account", "token", "org_id", "org_name", "org_note"};
  const Instance crm_instance(plugin(), host(), all);
  ASSERT_TRUE(crm_instance.made()) << crm_instance.complaints();
  const Reply reply = crm_instance.call(BAILEY_AUTH_VALIDATION, {{"auth", goodAuth()}});
  EXPECT_EQ(reply.json, (nlohmann::json{{"org_id", 1}, {"org_name", "Demo Trading"}}));
}

TEST_F(SqlCredentials, NothingThatWasSentAppearsInTheLog) {
  const auto crm_instance = instance();
  const nlohmann::json body = {{"auth", {{"account", "demo"}, {"token", "s3cr3t-value"}}}};
  (void)crm_instance->call(BAILEY_AUTH_VALIDATION, body);
  crm().execute("ALTER TABLE api_tokens RENAME TO gone");
  const Reply reply = crm_instance->call(BAILEY_AUTH_VALIDATION, body);
  EXPECT_EQ(reply.status, BAILEY_UNAVAILABLE);  // an outage is never bad credentials
  EXPECT_TRUE(host().logged("/auth/statement"));
  EXPECT_FALSE(host().logged("s3cr3t"));
}

TEST_F(SqlCredentials, WithoutAuthFieldsEverybodyIsWelcome) {
  nlohmann::json changed = settings();
  changed.erase("auth");
  changed.erase("contacts");
  changed.erase("interactions");
  changed.erase("actions");
  changed["agents"]["statement"] =
      "SELECT id, name, email FROM agents ORDER BY id LIMIT :limit OFFSET :offset";
  nlohmann::json all = setup(changed);
  all["talkdesk"] = {{"auth_fields", nlohmann::json::array()},
                     {"actions", nlohmann::json::array()},
                     {"interaction_types", nlohmann::json::array()}};
  const Instance crm_instance(plugin(), host(), all);
  ASSERT_TRUE(crm_instance.made()) << crm_instance.complaints();
  EXPECT_EQ(crm_instance.call(BAILEY_AUTH_VALIDATION, {{"auth", nullptr}}).json,
            nlohmann::json::object());
  EXPECT_EQ(crm_instance.call(BAILEY_AGENT_SYNCHRONIZATION, nlohmann::json::object()).status,
            BAILEY_OK);
  EXPECT_EQ(crm_instance.call(BAILEY_CONTACT_SYNCHRONIZATION, nlohmann::json::object()).status,
            BAILEY_NOT_SUPPORTED);
  EXPECT_EQ(crm_instance.call(BAILEY_ACTION, nlohmann::json::object(), "create_ticket").status,
            BAILEY_NOT_SUPPORTED);
}

}  // namespace
}  // namespace bailey::sql_test
