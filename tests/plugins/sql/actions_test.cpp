// Actions on the demo CRM. (contract.md §5, §9 cases 61-74)
#include "demo_database.h"

namespace bailey::sql_test {
namespace {

class SqlActions : public DemoTest {
protected:
  Reply run(const std::string& action, const nlohmann::json& data, const nlohmann::json& meta) {
    if (instance_ == nullptr) {
      instance_ = instance();
    }
    return instance_->call(
        BAILEY_ACTION, {{"auth", goodAuth()}, {"meta", meta}, {"data", data}}, action);
  }

  std::unique_ptr<Instance> instance_;
};

TEST_F(SqlActions, ATicketIsCreatedForItsContactAndAgent) {
  const Reply reply = run("create_ticket",
                          {{"subject", "Missed call"}, {"priority", "urgent"}, {"extra", 1}},
                          {{"contact_external_id", "17"}, {"agent_external_id", "5"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json,
            (nlohmann::json{{"message", "Ticket 99002 created"}, {"external_id", "ticket-99002"}}));
  EXPECT_EQ(crm().ask("SELECT account_id || '|' || contact_id || '|' || agent_id || '|' || subject "
                      "|| '|' || priority || '|' || status FROM tickets WHERE id = 99002"),
            "1|17|5|Missed call|4|1");
  EXPECT_EQ(crm().ask("SELECT abs(julianday('now') - julianday(created_at)) < 0.001 "
                      "FROM tickets WHERE id = 99002"),
            "1");
}

TEST_F(SqlActions, ATicketNeedsNeitherContactNorAgent) {
  for (const nlohmann::json& meta :
       std::vector<nlohmann::json>{nullptr, nlohmann::json::object()}) {
    const Reply reply = run("create_ticket", {{"subject", "From nobody"}}, meta);
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_NE(reply.json.at("message").get<std::string>().find("not assigned"), std::string::npos);
  }
}

TEST_F(SqlActions, AnUnknownAgentDoesNotStopATicket) {
  const Reply reply = run("create_ticket",
                          {{"subject", "x"}},
                          {{"contact_external_id", 17}, {"agent_external_id", "u-9"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json.at("message"), "Ticket 99002 created, not assigned to an agent");
}

TEST_F(SqlActions, AnUnknownOrForeignContactDoes) {
  for (const char* id : {"777777", "9001", "17; DROP TABLE tickets", "17 OR 1=1"}) {
    const Reply reply = run("create_ticket", {{"subject", "x"}}, {{"contact_external_id", id}});
    EXPECT_EQ(reply.status, BAILEY_NOT_FOUND) << id;
    EXPECT_EQ(reply.message, "Ticket not created: the CRM does not have this contact.");
  }
  EXPECT_EQ(crm().ask("SELECT count(*) FROM tickets"), "2701");
}

TEST_F(SqlActions, HostileTextArrivesUnchanged) {
  const std::vector<std::string> texts = {"Robert'); DROP TABLE tickets; --",
                                          "100 % \"quoted\" \\ {id} {{x}} :data_subject ?1 $a @b",
                                          "</script> 😀 é 漢字 \u202e",
                                          "line one\nline two\ttab",
                                          std::string(10'000, 'x')};
  for (const std::string& text : texts) {
    const Reply reply = run("create_ticket", {{"subject", text}}, nullptr);
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_EQ(crm().ask("SELECT subject FROM tickets ORDER BY id DESC LIMIT 1"), text);
  }
}

TEST_F(SqlActions, ValuesOfEveryKindAreBound) {
  for (const nlohmann::json& value :
       std::vector<nlohmann::json>{7, 1.5, true, {{"a", 1}}, nlohmann::json::array({"x"})}) {
    const Reply reply = run("create_ticket", {{"subject", value}}, nullptr);
    EXPECT_EQ(reply.status, BAILEY_OK) << value << reply.message;
  }
  EXPECT_EQ(crm().ask("SELECT subject FROM tickets ORDER BY id DESC LIMIT 1"), "[\"x\"]");
}

TEST_F(SqlActions, AConstraintIsRefusedWithAClearSentence) {
  Reply reply = run("create_ticket", {{"subject", nullptr}}, nullptr);
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_EQ(reply.message, "A value is missing that the CRM needs (tickets.subject).");
  reply = run("create_ticket", {{"subject", "x"}, {"priority", "Lakers"}}, nullptr);
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_NE(reply.message.find("does not allow one of the values"), std::string::npos);
  EXPECT_EQ(crm().ask("SELECT count(*) FROM tickets"), "2701");
}

TEST_F(SqlActions, ANoteNeedsAContact) {
  EXPECT_EQ(run("add_note", {{"text", "x"}}, nullptr).status, BAILEY_NOT_FOUND);
  const Reply reply = run("add_note", {{"text", "Likes tea"}}, {{"contact_external_id", "17"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json.at("external_id"), "note-1501");
  EXPECT_EQ(crm().ask("SELECT body || contact_id FROM notes WHERE id = 1501"), "Likes tea17");
}

TEST_F(SqlActions, AContactIsCreatedWithItsParts) {
  const Reply reply = run("create_contact",
                          {{"name", "Ines {Prata}"},
                           {"email", "ines@faro.example"},
                           {"phone", "+351 210 000 017"},
                           {"company", "Faro Lda"}},
                          nullptr);
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  const std::string id = reply.json.at("contact_external_id");
  EXPECT_EQ(reply.json,
            (nlohmann::json{{"message", "Contact Ines {Prata} created"},
                            {"contact_external_id", id},
                            {"contact_external_type", "contact"},
                            {"contact_external_url", "https://crm.demo.example/contacts/" + id}}));
  EXPECT_EQ(crm().ask("SELECT o.name FROM contacts c JOIN companies o ON o.id = c.company_id "
                      "WHERE c.id = " +
                      id),
            "Faro Lda");
  EXPECT_EQ(crm().ask("SELECT email FROM contact_emails WHERE contact_id = " + id),
            "ines@faro.example");
  EXPECT_EQ(crm().ask("SELECT digits FROM contact_phones WHERE contact_id = " + id),
            "351210000017");
}

TEST_F(SqlActions, AnActionThatFailsHalfWayLeavesNothing) {
  const Reply reply = run("create_contact",
                          {{"name", "Half done"},
                           {"company", "Never made"},
                           {"email", "half@done.example"},
                           {"phone", "call me"}},
                          nullptr);
  EXPECT_EQ(reply.status, BAILEY_REJECTED);
  EXPECT_EQ(crm().ask("SELECT count(*) FROM contacts WHERE name = 'Half done'"), "0");
  EXPECT_EQ(crm().ask("SELECT count(*) FROM companies WHERE name = 'Never made'"), "0");
  EXPECT_EQ(crm().ask("SELECT count(*) FROM contact_emails WHERE email = 'half@done.example'"),
            "0");
  // The transaction is over: the next action and the CRM itself can write.
  EXPECT_EQ(run("create_contact", {{"name", "Whole"}}, nullptr).status, BAILEY_OK);
  crm().execute("UPDATE contacts SET title = 'x' WHERE id = 1");
}

TEST_F(SqlActions, AForeignKeyIsKept) {
  nlohmann::json changed = settings();
  changed["actions"]["add_note"] = {
      {"statements",
       {"INSERT INTO notes (account_id, contact_id, body) VALUES (1, :contact_id, :data_text)"}},
      {"result", {{"message", "Added for {contact_id}: {data_text}"}}}};
  instance_ = instance(changed);
  ASSERT_TRUE(instance_->made()) << instance_->complaints();
  EXPECT_EQ(run("add_note", {{"text", "x"}}, {{"contact_external_id", "777777"}}).message,
            "The content refers to a record that the CRM does not have.");
  EXPECT_EQ(run("add_note", {{"text", "x"}}, {{"contact_external_id", "1"}}).json.at("message"),
            "Added for 1: x");
}

}  // namespace
}  // namespace bailey::sql_test
