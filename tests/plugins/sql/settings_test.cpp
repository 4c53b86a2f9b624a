// What the operator is told about wrong settings, before any request comes.
#include "demo_database.h"

#include <fstream>

namespace bailey::sql_test {
namespace {

class SqlSettings : public DemoTest {
protected:
  // Makes an instance from the demo's settings with the value at `pointer` replaced.
  std::unique_ptr<Instance> with(const std::string& pointer, const nlohmann::json& value) {
    nlohmann::json changed = settings();
    changed[nlohmann::json::json_pointer(pointer)] = value;
    return instance(changed);
  }

  void expectComplaint(const std::string& pointer,
                       const nlohmann::json& value,
                       const std::string& part,
                       const std::string& at = {}) {
    const auto refused = with(pointer, value);
    EXPECT_FALSE(refused->made()) << pointer;
    EXPECT_TRUE(refused->complained(at.empty() ? pointer : at, part))
        << pointer << ": " << part << "\n"
        << refused->complaints().dump(1);
  }
};

TEST_F(SqlSettings, TheDemoIsFine) {
  const auto good = instance();
  EXPECT_TRUE(good->made()) << good->complaints();
  EXPECT_EQ(host().log(), std::vector<std::string>{});
}

TEST_F(SqlSettings, MistakesInTheFormAreAllNamedAtOnce) {
  nlohmann::json changed = settings();
  changed["databse"] = "x";
  changed["busy_timeout_ms"] = "soon";
  changed["contacts"]["page_size"] = 0;
  changed["contacts"]["a/b"] = 1;
  changed["auth"]["statement"] = 5;
  changed["agents"].erase("statement");
  changed["interactions"]["values"]["status"]["1"] = 2;
  changed["actions"]["add_note"]["statements"] = nlohmann::json::array();
  const auto refused = instance(changed);
  EXPECT_TRUE(refused->complained("/databse", "is not a setting"));
  EXPECT_TRUE(refused->complained("/busy_timeout_ms", "integer from 0 to 60000"));
  EXPECT_TRUE(refused->complained("/contacts/page_size", "from 1 to 2000"));
  EXPECT_TRUE(refused->complained("/contacts/a~1b", "is not a setting"));
  EXPECT_TRUE(refused->complained("/auth/statement", "must be a statement"));
  EXPECT_TRUE(refused->complained("/agents/statement", "is missing"));
  EXPECT_TRUE(refused->complained("/interactions/values/status/1", "must be a text"));
  EXPECT_TRUE(refused->complained("/actions/add_note/statements", "at least one statement"));
  EXPECT_EQ(refused->complaints().size(), 8U) << refused->complaints().dump(1);
}

TEST_F(SqlSettings, TheDriverAndTheDatabaseMustExist) {
  expectComplaint("/driver", "oracle", "allowed are sqlite");
  expectComplaint("/database", "missing.db", "there is no file");
  EXPECT_FALSE(std::filesystem::exists(folder() / "missing.db"));
  std::ofstream(folder() / "text.db") << std::string(4096, 'x');
  expectComplaint("/database", "text.db", "file is not a database");
  expectComplaint("/database", ":memory:", "there is no file");
  expectComplaint("/database", ".", "there is no file");
}

TEST_F(SqlSettings, AMissingTableOrColumnIsNamed) {
  expectComplaint("/agents/statement",
                  "SELECT id, name, email FROM agentz LIMIT :limit OFFSET :offset",
                  "no such table: agentz");
  expectComplaint("/interactions/find_contact_by_email",
                  "SELECT id FROM contact_emails WHERE mail = :email",
                  "no such column: id");
  expectComplaint("/actions/add_note/statements/0",
                  "INSERT INTO notes (texxt) VALUES (:data_text)",
                  "no column named texxt");
  expectComplaint("/auth/statement", "SELEC 1", "syntax error");
}

TEST_F(SqlSettings, ParametersAreChecked) {
  expectComplaint("/agents/statement",
                  "SELECT id, name, email FROM agents LIMIT :limit OFFSET :ofset",
                  ":ofset, which is not known here; allowed are :limit, :offset, :auth_account");
  expectComplaint("/agents/statement",
                  "SELECT id, name, email FROM agents LIMIT :limit",
                  "must use the parameter :offset");
  expectComplaint("/agents/statement",
                  "SELECT id, name, email FROM agents WHERE ?1 LIMIT :limit OFFSET :offset",
                  "uses the parameter ?");
  expectComplaint("/auth/statement",
                  "SELECT id FROM accounts WHERE name = :auth_acount",
                  ":auth_acount, which is not known here");
  expectComplaint("/auth/statement", "SELECT id FROM accounts", "at least one of the parameters");
  expectComplaint("/interactions/find_contact_by_phone",
                  "SELECT contact_id AS id FROM contact_phones",
                  "at least one of the parameters :phone, :digits, :last9");
  expectComplaint("/actions/add_note/statements/0",
                  "INSERT INTO notes (account_id, contact_id, body) VALUES (1, 1, :text)",
                  ":text, which is not known here");
}

TEST_F(SqlSettings, StatementsDoOnlyWhatTheyAreFor) {
  expectComplaint("/contacts/statement",
                  "DELETE FROM contacts WHERE :after_time AND :after_id AND :limit",
                  "must only read");
  expectComplaint(
      "/agents/statement",
      "SELECT id, name, email FROM agents LIMIT :limit OFFSET :offset; DROP TABLE notes",
      "more than one statement");
  expectComplaint("/agents/statement", "-- nothing", "no statement");
  for (const char* sql :
       {"COMMIT", "ATTACH ':memory:' AS x", "SAVEPOINT x", "PRAGMA writable_schema = ON"}) {
    expectComplaint("/actions/add_note/statements/0", sql, "not authorized");
  }
}

TEST_F(SqlSettings, MappingsAreChecked) {
  expectComplaint("/contacts/fields/name", "nam", "there is no column \"nam\"");
  expectComplaint("/contacts/fields/colour", "name", "is not a field of the contract");
  expectComplaint("/contacts/templates/url", "https://x/{key}", "there is no column {key}");
  expectComplaint("/contacts/templates/url", "https://x/{id", "has a brace");
  expectComplaint("/contacts/templates/url", "https://x/}", "has a brace");
  expectComplaint("/contacts/templates/emails", "{id}", "must come from a column");
  expectComplaint("/contacts/templates/id", "x{id}", "must come from a column");
  expectComplaint("/interactions/values/status/1", "opened", "new, open, pending, solved, closed");
  expectComplaint(
      "/interactions/values/type", {{"x", "call"}}, "ticket, note", "/interactions/values/type/x");
  expectComplaint("/contacts/statement",
                  "SELECT id, updated_at FROM contacts WHERE (updated_at, id) > (:after_time, "
                  ":after_id) ORDER BY 2, 1 LIMIT :limit",
                  "must give a column \"name\"");
  expectComplaint(
      "/auth/fields", {{"account", "nowhere"}}, "there is no column", "/auth/fields/account");
  expectComplaint(
      "/auth/fields", {{"org", "id"}}, "is not a configured auth field", "/auth/fields/org");
  expectComplaint("/actions/add_note/result/message", "{auth_token}", "is not known here");
  expectComplaint("/actions/add_note/result/massage", "x", "is not a field of an action's answer");
}

TEST_F(SqlSettings, AnAuthStatementThatLetsEverybodyInIsRefused) {
  expectComplaint("/auth/statement",
                  "SELECT count(*) FROM api_tokens WHERE digest = sha256(:auth_token)",
                  "it would let everybody in");
  expectComplaint("/auth/statement", "SELECT 1 WHERE :auth_token <> ''", "let everybody in");
}

TEST_F(SqlSettings, ContactsOutOfOrderOrWithOddTimesAreRefused) {
  const std::string from = " FROM contacts WHERE (updated_at, id) > (:after_time, :after_id) ";
  expectComplaint("/contacts/statement",
                  "SELECT id, name, updated_at" + from + "ORDER BY updated_at DESC LIMIT :limit",
                  "ascending order");
  expectComplaint(
      "/contacts/statement",
      "SELECT id, name, unixepoch(updated_at) AS updated_at" + from + "ORDER BY 3, 1 LIMIT :limit",
      "must be text like");
}

TEST_F(SqlSettings, OperationsThatTalkdeskCouldCallMustBeThere) {
  for (const char* section : {"auth", "interactions"}) {
    nlohmann::json changed = settings();
    changed.erase(section);
    EXPECT_TRUE(instance(changed)->complained(std::string("/") + section, "is missing")) << section;
  }
  nlohmann::json changed = settings();
  changed["actions"]["delete_all"] = changed["actions"]["add_note"];
  changed["actions"].erase("add_note");
  const auto refused = instance(changed);
  EXPECT_TRUE(refused->complained("/actions/add_note", "declares this action"));
  EXPECT_TRUE(refused->complained("/actions/delete_all", "not an action of the integration"));
}

TEST_F(SqlSettings, AColumnMayNotHideAParameter) {
  expectComplaint(
      "/actions/add_note/statements",
      {"INSERT INTO notes (account_id, contact_id, body) VALUES (1, :contact_id, :data_text) "
       "RETURNING contact_id"},
      "whose name is taken",
      "/actions/add_note/statements/0");
}

TEST_F(SqlSettings, ADatabaseWithoutWalWorksWithAnAdvice) {
  crm().execute("PRAGMA journal_mode = DELETE");
  const auto good = instance();
  EXPECT_TRUE(good->made());
  EXPECT_TRUE(host().logged("not in WAL mode"));
}

}  // namespace
}  // namespace bailey::sql_test
