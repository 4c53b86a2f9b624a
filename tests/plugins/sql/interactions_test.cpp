// Interaction retrieval on the demo CRM. (contract.md §4, §9 cases 51-60)
#include "demo_database.h"

#include <algorithm>
#include <set>

namespace bailey::sql_test {
namespace {

class SqlInteractions : public DemoTest {
protected:
  nlohmann::json find(const nlohmann::json& data,
                      const nlohmann::json& meta = nlohmann::json::object()) {
    if (instance_ == nullptr) {
      instance_ = instance();
    }
    const Reply reply = instance_->call(BAILEY_INTERACTION_RETRIEVAL,
                                        {{"auth", goodAuth()}, {"meta", meta}, {"data", data}});
    EXPECT_EQ(reply.status, BAILEY_OK) << reply.message;
    return reply.json;
  }

  nlohmann::json byPhone(const std::string& phone) {
    return find({{"contact_phones", nlohmann::json::array({phone})}});
  }

  std::unique_ptr<Instance> instance_;
};

TEST_F(SqlInteractions, ById) {
  const nlohmann::json items = find({{"contact_external_id", "1"}});
  ASSERT_TRUE(items.is_array());
  EXPECT_EQ(std::to_string(items.size()),
            crm().ask("SELECT (SELECT count(*) FROM tickets WHERE contact_id = 1) + "
                      "(SELECT count(*) FROM notes WHERE contact_id = 1)"));
  std::string previous = "9999";
  std::set<std::string> ids;
  for (const nlohmann::json& item : items) {
    EXPECT_TRUE(ids.insert(item.at("id")).second);
    const std::string date = item.at("date");
    EXPECT_LE(date, previous);  // newest first
    EXPECT_EQ(date.substr(19), " UTC");
    previous = date;
    const std::string id = item.at("id");
    EXPECT_EQ(item.at("url"),
              "https://crm.demo.example/" + item.at("type").get<std::string>() + "s/" +
                  id.substr(id.find('-') + 1));
    EXPECT_EQ(item.contains("status"), item.at("type") == "ticket");
  }
}

TEST_F(SqlInteractions, ByEmailWhateverItsCase) {
  const nlohmann::json items = find({{"contact_external_id", "2"}});
  EXPECT_FALSE(items.empty());
  EXPECT_EQ(find({{"contact_emails", {"CONTACT2@customers.example"}}}), items);
  EXPECT_EQ(find({{"contact_emails", "contact2@customers.example"}}), items);
  EXPECT_EQ(find({{"contact_emails", {"nobody@x.example", "private.2@mail.example"}},
                  {"contact_external_id", nullptr}}),
            items);
}

TEST_F(SqlInteractions, ByPhoneHoweverItIsWritten) {
  const nlohmann::json items = find({{"contact_external_id", "24"}});
  EXPECT_FALSE(items.empty());
  for (const char* phone : {"+351910000888",
                            "+351 910 000 888",
                            "00351910000888",
                            "910000888",
                            "+351 (21) 100-24-68",
                            "211002468",
                            "+351224002312",  // the CRM has it without the country code
                            "0224002312"}) {
    EXPECT_EQ(byPhone(phone), items) << phone;
  }
  for (const char* phone : {"10000888", "+34910000888", "+351910000889", "888", "", "phone", "+"}) {
    EXPECT_EQ(byPhone(phone), nlohmann::json::array()) << phone;
  }
}

TEST_F(SqlInteractions, ASharedPhoneFindsNobody) {
  EXPECT_EQ(byPhone("+351210000999"), nlohmann::json::array());
  EXPECT_TRUE(host().logged("belong to several contacts"));
  EXPECT_FALSE(host().logged("210000999"));
}

TEST_F(SqlInteractions, ASharedEmailFindsNobodyAndThePhoneIsTried) {
  crm().execute(
      "INSERT INTO contact_emails (contact_id, email) VALUES (3, 'info@shop.example'), "
      "(4, 'info@shop.example')");
  EXPECT_EQ(find({{"contact_emails", {"info@shop.example"}}}), nlohmann::json::array());
  EXPECT_EQ(
      find({{"contact_emails", {"info@shop.example"}}, {"contact_phones", {"+351910000111"}}}),
      find({{"contact_external_id", "3"}}));
}

// A CRM that ignores what it was asked for must not show somebody else's records.
TEST_F(SqlInteractions, WhatAStatementGivesIsLookedAtAgain) {
  nlohmann::json careless = settings();
  careless["interactions"]["find_contact_by_email"] =
      "SELECT contact_id AS id, email FROM contact_emails WHERE :email IS NOT NULL "
      "ORDER BY contact_id LIMIT 500";
  careless["interactions"]["find_contact_by_phone"] =
      "SELECT contact_id AS id, phone FROM contact_phones WHERE :phone IS NOT NULL "
      "ORDER BY contact_id LIMIT 500";
  instance_ = instance(careless);
  const nlohmann::json items = find({{"contact_external_id", "2"}});
  EXPECT_FALSE(items.empty());
  EXPECT_EQ(find({{"contact_emails", {" Contact2@Customers.Example"}}}), items);
  EXPECT_EQ(find({{"contact_emails", {"nobody@x.example"}}}), nlohmann::json::array());
  EXPECT_EQ(byPhone("+351999999999"), nlohmann::json::array());
}

TEST_F(SqlInteractions, ARowThatSaysItIsSomebodyElsesIsLeftOut) {
  nlohmann::json careless = settings();
  careless["interactions"]["by_contact"] =
      "SELECT id, subject, created_at AS date, 'ticket' AS type, contact_id FROM tickets "
      "WHERE :contact_id IS NOT NULL ORDER BY id LIMIT 500";
  careless["interactions"]["limit"] = 500;
  careless["interactions"].erase("templates");
  careless["interactions"].erase("values");
  instance_ = instance(careless);
  const nlohmann::json items = find({{"contact_external_id", "2"}});
  EXPECT_EQ(std::to_string(items.size()),
            crm().ask("SELECT count(*) FROM (SELECT contact_id FROM tickets ORDER BY id LIMIT 500) "
                      "WHERE contact_id = 2"));
  EXPECT_FALSE(items.empty());
}

TEST_F(SqlInteractions, AnExactPhoneWinsOverOneWithoutItsCountryCode) {
  crm().execute("INSERT INTO contact_phones (contact_id, phone) VALUES (3, '910000888')");
  EXPECT_EQ(byPhone("+351910000888"), find({{"contact_external_id", "24"}}));
  EXPECT_EQ(byPhone("910000888"), find({{"contact_external_id", "3"}}));
}

TEST_F(SqlInteractions, TwoEmailsOfOneContactFindItsItemsOnce) {
  EXPECT_EQ(find({{"contact_emails", {"contact2@customers.example", "private.2@mail.example"}}}),
            find({{"contact_external_id", "2"}}));
}

TEST_F(SqlInteractions, TwoContactsOfOnePersonAreMergedNewestFirst) {
  const nlohmann::json items =
      find({{"contact_emails", {"contact2@customers.example", "contact3@customers.example"}}});
  EXPECT_EQ(
      items.size(),
      find({{"contact_external_id", "2"}}).size() + find({{"contact_external_id", "3"}}).size());
  EXPECT_TRUE(std::is_sorted(items.begin(), items.end(), [](const auto& left, const auto& right) {
    return left.at("date") > right.at("date");
  }));
}

TEST_F(SqlInteractions, AnIdThatIsGoneFallsBackToTheEmail) {
  EXPECT_EQ(
      find({{"contact_external_id", "777777"}, {"contact_emails", {"contact2@customers.example"}}}),
      find({{"contact_external_id", "2"}}));
}

TEST_F(SqlInteractions, ANameOrNothingFindsNothing) {
  const std::string name = crm().ask("SELECT name FROM contacts WHERE id = 1");
  EXPECT_EQ(find({{"contact_name", name}}), nlohmann::json::array());
  EXPECT_EQ(find(nullptr), nlohmann::json::array());
  EXPECT_EQ(find({{"contact_emails", nullptr}, {"contact_phones", nlohmann::json::array()}}),
            nlohmann::json::array());
}

TEST_F(SqlInteractions, AnotherAccountsContactIsInvisible) {
  EXPECT_EQ(find({{"contact_external_id", "9001"}}), nlohmann::json::array());
  EXPECT_EQ(find({{"contact_emails", {"contact1@customers.example"}}}),
            find({{"contact_external_id", "1"}}));  // not ambiguous: the other one is not ours
}

TEST_F(SqlInteractions, HostileSearchesFindNothing) {
  for (const char* text : {"' OR 1=1 --", "%", "_%", "\"; DROP TABLE contacts; --", "😀", "[1]"}) {
    EXPECT_EQ(find({{"contact_external_id", text}}), nlohmann::json::array()) << text;
    EXPECT_EQ(find({{"contact_emails", {text}}}), nlohmann::json::array()) << text;
    EXPECT_EQ(byPhone(text), nlohmann::json::array()) << text;
  }
  EXPECT_EQ(crm().ask("SELECT count(*) FROM contacts"), "1501");
}

TEST_F(SqlInteractions, OnlyTheWantedTypes) {
  const nlohmann::json data = {{"contact_external_id", "1"}};
  const auto count = [&](const nlohmann::json& types) {
    std::set<std::string> seen;
    for (const nlohmann::json& item : find(data, {{"interaction_types", types}})) {
      seen.insert(item.at("type").get<std::string>());
    }
    return seen;
  };
  const std::set<std::string> both = {"note", "ticket"};
  EXPECT_EQ(count(nullptr), both);
  EXPECT_EQ(count({"ticket", "note"}), both);
  EXPECT_EQ(count({"ticket"}), std::set<std::string>{"ticket"});
  EXPECT_EQ(count({"NOTE"}), std::set<std::string>{"note"});
  EXPECT_EQ(count({"call"}), std::set<std::string>{});
  EXPECT_EQ(count(nlohmann::json::array()), std::set<std::string>{});
}

TEST_F(SqlInteractions, EveryStatusAndPriorityIsTranslated) {
  crm().execute("DELETE FROM tickets WHERE contact_id = 1; DELETE FROM notes WHERE contact_id = 1");
  crm().execute(
      "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 24) "
      "INSERT INTO tickets (account_id, contact_id, subject, status, priority, created_at) "
      "SELECT 1, 1, 's' || (i / 5 + 1) || 'p' || (i % 5), i / 5 + 1, i % 5, '2025-01-01 00:00:00' "
      "FROM n");
  const std::vector<std::string> statuses = {"new", "open", "pending", "solved", "closed"};
  const std::vector<std::string> priorities = {"none", "low", "normal", "high", "urgent"};
  const nlohmann::json items = find({{"contact_external_id", "1"}});
  ASSERT_EQ(items.size(), 25U);
  for (const nlohmann::json& item : items) {
    const std::string subject = item.at("subject");
    EXPECT_EQ(item.at("status"), statuses.at(static_cast<std::size_t>(subject[1] - '1')));
    EXPECT_EQ(item.at("priority"), priorities.at(static_cast<std::size_t>(subject[3] - '0')));
  }
}

TEST_F(SqlInteractions, ValuesWithoutATranslationAreLeftOutAndTypesAreMapped) {
  nlohmann::json changed = settings();
  changed["interactions"] = {
      {"by_contact",
       "SELECT t.id, t.subject, t.created_at AS date, 'T' AS kind, t.status, 'High' AS urgency "
       "FROM tickets t WHERE t.contact_id = :contact_id "
       "AND 'T' IN (SELECT value FROM json_each(:types)) LIMIT :limit"},
      {"fields", {{"type", "kind"}, {"priority", "urgency"}}},
      {"values", {{"type", {{"T", "ticket"}}}, {"status", {{"1", "new"}}}}}};
  instance_ = instance(changed);
  ASSERT_TRUE(instance_->made()) << instance_->complaints();
  const nlohmann::json items = find({{"contact_external_id", "1"}});
  ASSERT_FALSE(items.empty());
  for (const nlohmann::json& item : items) {
    EXPECT_EQ(item.at("type"), "ticket");
    EXPECT_FALSE(item.contains("priority"));
    const std::string raw =
        crm().ask("SELECT status FROM tickets WHERE id = " + item.at("id").get<std::string>());
    EXPECT_EQ(item.contains("status"), raw == "1");
  }
  EXPECT_EQ(find({{"contact_external_id", "1"}}, {{"interaction_types", {"note"}}}),
            nlohmann::json::array());
}

TEST_F(SqlInteractions, NoMoreThanTheLimit) {
  nlohmann::json changed = settings();
  changed["interactions"]["limit"] = 2;
  instance_ = instance(changed);
  EXPECT_EQ(find({{"contact_external_id", "1"}}).size(), 2U);
  EXPECT_EQ(find({{"contact_emails", {"contact2@customers.example", "contact3@customers.example"}}})
                .size(),
            2U);
}

}  // namespace
}  // namespace bailey::sql_test
