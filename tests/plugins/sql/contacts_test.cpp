// Contact synchronization on the demo CRM. (contract.md §3, §9 cases 23-50)
#include "demo_database.h"

#include <algorithm>
#include <set>

namespace bailey::sql_test {
namespace {

class SqlContacts : public DemoTest {
protected:
  // With small pages, so that runs have many.
  std::unique_ptr<Instance> paged(int page_size) {
    nlohmann::json changed = settings();
    changed["contacts"]["page_size"] = page_size;
    return instance(changed);
  }

  void removeAllContacts() { crm().execute("DELETE FROM contacts WHERE account_id = 1"); }

  void addContact(int id, const std::string& time) {
    crm().execute("INSERT INTO contacts (id, account_id, name, updated_at) VALUES (" +
                  std::to_string(id) + ", 1, 'Contact " + std::to_string(id) + "', '" + time +
                  "')");
  }
};

std::size_t distinct(const std::vector<std::string>& ids) {
  return std::set<std::string>(ids.begin(), ids.end()).size();
}

TEST_F(SqlContacts, APagedRunDeliversEverybodyOnceInOrder) {
  const auto crm_instance = paged(97);
  const std::vector<Page> run = contactRun(*crm_instance, std::nullopt);
  EXPECT_EQ(run.size(), 16U);  // 15 * 97 < 1500 <= 16 * 97
  const std::vector<std::string> ids = idsOf(run);
  EXPECT_EQ(ids.size(), 1500U);
  EXPECT_EQ(distinct(ids), 1500U);
  std::vector<std::string> times;
  for (const Page& page : run) {
    times.insert(times.end(), page.times.begin(), page.times.end());
  }
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
}

TEST_F(SqlContacts, ASinglePageHasNoNextOffset) {
  const auto crm_instance = paged(1500);
  const Page page = contactPage(*crm_instance, std::nullopt, std::nullopt);
  EXPECT_EQ(page.ids.size(), 1500U);
  EXPECT_FALSE(page.next_offset.has_value());
}

TEST_F(SqlContacts, AContactHasAllItsFields) {
  const auto crm_instance = instance();
  const Reply reply =
      crm_instance->call(BAILEY_CONTACT_SYNCHRONIZATION, {{"auth", goodAuth()}, {"meta", nullptr}});
  ASSERT_EQ(reply.status, BAILEY_OK);
  const nlohmann::json& contacts = reply.json.at("contacts");
  const auto found = std::find_if(
      contacts.begin(), contacts.end(), [](const nlohmann::json& c) { return c.at("id") == "10"; });
  ASSERT_NE(found, contacts.end());
  const nlohmann::json expected = {
      {"id", "10"},
      {"name", "João Johansson"},
      {"company", crm().ask("SELECT name FROM companies WHERE id = 154")},
      {"title", "Office Manager"},
      {"emails",
       {"contact10@customers.example", "Private.10@mail.example", "sales+10@company11.example"}},
      {"phones", {"+351910000370"}},
      {"address", "10 Avenida Central, Porto"},
      {"twitter", "contact10"},
      {"url", "https://crm.demo.example/contacts/10"}};
  for (const auto& [field, value] : expected.items()) {
    if (field != "name") {
      EXPECT_EQ(found->at(field), value) << field;
    }
  }
  EXPECT_EQ(found->at("name"), crm().ask("SELECT name FROM contacts WHERE id = 10"));
  EXPECT_FALSE(found->contains("photo_url"));  // absent instead of null
}

TEST_F(SqlContacts, AThousandContactsOfOneSecondAreAllDelivered) {
  removeAllContacts();
  crm().execute(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
      "INSERT INTO contacts (id, account_id, name, updated_at) "
      "SELECT i, 1, 'Contact ' || i, '2025-03-05 08:20:11' FROM n");
  const auto crm_instance = paged(64);
  const std::vector<Page> run = contactRun(*crm_instance, std::nullopt);
  EXPECT_EQ(distinct(idsOf(run)), 1000U);
  EXPECT_EQ(idsOf(run).size(), 1000U);
  // The next run reads that second again, and ends.
  const std::vector<Page> next = contactRun(*crm_instance, run.back().checkpoint);
  EXPECT_EQ(distinct(idsOf(next)), 1000U);
  EXPECT_EQ(next.back().checkpoint, run.back().checkpoint);
}

TEST_F(SqlContacts, ARestartFromAnyPagesCheckpointLosesNobody) {
  const auto crm_instance = paged(150);
  const std::vector<Page> run = contactRun(*crm_instance, std::nullopt);
  std::set<std::string> delivered;
  for (const Page& page : run) {
    delivered.insert(page.ids.begin(), page.ids.end());
    const std::vector<std::string> rest = idsOf(contactRun(*crm_instance, page.checkpoint));
    std::set<std::string> together = delivered;
    together.insert(rest.begin(), rest.end());
    EXPECT_EQ(together.size(), 1500U) << page.checkpoint;
  }
}

TEST_F(SqlContacts, CheckpointsNeverGoBack) {
  const auto crm_instance = paged(3);
  std::string previous;
  const std::string middle = "v1|2025-03-05 08:20:11|17";
  for (const Page& page : contactRun(*crm_instance, middle)) {
    EXPECT_GE(page.checkpoint, middle);
    EXPECT_GE(page.checkpoint, previous);
    previous = page.checkpoint;
  }
  EXPECT_EQ(contactRun(*crm_instance, previous).back().checkpoint, previous);
}

TEST_F(SqlContacts, AnIncrementalRunDeliversWhatChanged) {
  const auto crm_instance = instance();
  const std::string checkpoint = contactRun(*crm_instance, std::nullopt).back().checkpoint;
  EXPECT_EQ(checkpoint.substr(0, 5), "v1|20");
  crm().execute("UPDATE contacts SET title = 'Changed' WHERE id = 5");
  crm().execute("INSERT INTO contact_phones (contact_id, phone) VALUES (6, '+351912345678')");
  crm().execute("DELETE FROM contact_emails WHERE contact_id = 7");
  const std::vector<std::string> ids = idsOf(contactRun(*crm_instance, checkpoint));
  for (const char* id : {"5", "6", "7"}) {
    EXPECT_NE(std::find(ids.begin(), ids.end(), id), ids.end()) << id;
  }
  EXPECT_LE(ids.size(), 8U);  // those three and what shares the checkpoint's seconds
}

TEST_F(SqlContacts, AChangeThatSharesTheCheckpointsSecondIsNotLost) {
  removeAllContacts();
  addContact(50, "2025-03-05 08:20:11");
  const auto crm_instance = instance();
  const std::string checkpoint = contactRun(*crm_instance, std::nullopt).back().checkpoint;
  EXPECT_EQ(checkpoint, "v1|2025-03-05 08:20:11|50");
  addContact(49, "2025-03-05 08:20:11");  // smaller id: behind a strict comparison of keys
  addContact(48, "2025-03-05 08:20:06");  // committed late, within the overlap
  addContact(47, "2025-03-05 08:20:04");  // before the overlap
  const std::vector<std::string> ids = idsOf(contactRun(*crm_instance, checkpoint));
  EXPECT_EQ(ids, (std::vector<std::string>{"48", "49", "50"}));
}

TEST_F(SqlContacts, AContactUpdatedBetweenPagesIsDeliveredAgainAndHidesNoNeighbour) {
  const auto crm_instance = paged(100);
  const Page first = contactPage(*crm_instance, std::nullopt, std::nullopt);
  crm().execute("UPDATE contacts SET title = 'Moved to the end' WHERE id = " + first.ids[3]);
  std::vector<std::string> ids = first.ids;
  std::optional<std::string> offset = first.next_offset;
  while (offset.has_value()) {
    const Page page = contactPage(*crm_instance, std::nullopt, offset);
    ids.insert(ids.end(), page.ids.begin(), page.ids.end());
    offset = page.next_offset;
  }
  EXPECT_EQ(distinct(ids), 1500U);
  EXPECT_EQ(ids.back(), first.ids[3]);
}

TEST_F(SqlContacts, AContactDeletedBetweenPagesHidesNoNeighbour) {
  const auto crm_instance = paged(100);
  const Page first = contactPage(*crm_instance, std::nullopt, std::nullopt);
  crm().execute("DELETE FROM contacts WHERE id = " + first.ids.back());
  crm().execute("DELETE FROM contacts WHERE id = " + first.ids[0]);
  std::size_t delivered = first.ids.size();
  std::optional<std::string> offset = first.next_offset;
  while (offset.has_value()) {
    const Page page = contactPage(*crm_instance, std::nullopt, offset);
    delivered += page.ids.size();
    offset = page.next_offset;
  }
  EXPECT_EQ(delivered, 1500U);
}

TEST_F(SqlContacts, AnEmptyDatabaseHasACheckpointToStartFrom) {
  removeAllContacts();
  const auto crm_instance = instance();
  const Page page = contactPage(*crm_instance, std::nullopt, std::nullopt);
  EXPECT_TRUE(page.ids.empty());
  EXPECT_FALSE(page.next_offset.has_value());
  EXPECT_EQ(page.checkpoint, "v1|start");
  addContact(1, "1999-12-31 23:59:59");
  EXPECT_EQ(idsOf(contactRun(*crm_instance, page.checkpoint)), (std::vector<std::string>{"1"}));
}

TEST_F(SqlContacts, AnEmptyIncrementalPageReturnsTheRequestsCheckpoint) {
  removeAllContacts();
  const auto crm_instance = instance();
  const std::string checkpoint = "v1|2025-03-05 08:20:11|\"c-17\"";
  EXPECT_EQ(contactPage(*crm_instance, checkpoint, std::nullopt).checkpoint, checkpoint);
}

TEST_F(SqlContacts, AChangeTimeThatHasNotComeDoesNotBecomeTheCheckpoint) {
  removeAllContacts();
  addContact(1, "2025-03-05 08:20:11");
  addContact(2, "2999-01-01 00:00:00");
  const auto crm_instance = paged(1);
  const std::vector<Page> run = contactRun(*crm_instance, std::nullopt);
  EXPECT_EQ(idsOf(run), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(run.back().checkpoint, "v1|2025-03-05 08:20:11|1");
  EXPECT_TRUE(host().logged("1 without a credible change time"));
}

// contract.md §9 case 49
TEST_F(SqlContacts, TwoOverlappingRunsDeliverTheSame) {
  const auto crm_instance = instance();
  std::vector<Page> runs[2] = {{contactPage(*crm_instance, std::nullopt, std::nullopt)},
                               {contactPage(*crm_instance, std::nullopt, std::nullopt)}};
  while (runs[0].back().next_offset.has_value()) {
    for (std::vector<Page>& run : runs) {
      run.push_back(contactPage(*crm_instance, std::nullopt, run.back().next_offset));
    }
  }
  EXPECT_FALSE(runs[1].back().next_offset.has_value());
  EXPECT_EQ(idsOf(runs[0]).size(), 1500U);
  EXPECT_EQ(idsOf(runs[0]), idsOf(runs[1]));
  EXPECT_EQ(runs[0].back().checkpoint, runs[1].back().checkpoint);
}

TEST_F(SqlContacts, RunsAreIsolatedByAccount) {
  const auto crm_instance = instance();
  const std::vector<std::string> ids = idsOf(contactRun(*crm_instance, std::nullopt));
  EXPECT_EQ(std::find(ids.begin(), ids.end(), "9001"), ids.end());
}

TEST_F(SqlContacts, OddTextStaysReadable) {
  removeAllContacts();
  addContact(1, "2025-03-05 08:20:11");
  crm().execute(
      "UPDATE contacts SET name = 'Zoë \"%s\" 😀' || char(10) || 'x', "
      "title = CAST(x'41ff42' AS TEXT), address = 'a\\b', "
      "updated_at = '2025-03-05 08:20:12' WHERE id = 1");
  const auto crm_instance = instance();
  const Reply reply = crm_instance->call(BAILEY_CONTACT_SYNCHRONIZATION, {{"auth", goodAuth()}});
  ASSERT_EQ(reply.status, BAILEY_OK);
  const nlohmann::json& contact = reply.json.at("contacts").at(0);
  EXPECT_EQ(contact.at("name"), "Zoë \"%s\" 😀\nx");
  EXPECT_EQ(contact.at("title"),
            "A\xEF\xBF\xBD"
            "B");
  EXPECT_EQ(contact.at("address"), "a\\b");
}

TEST_F(SqlContacts, APageOfLongTextsEndsEarly) {
  removeAllContacts();
  crm().execute(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
      "INSERT INTO contacts (id, account_id, name, address, updated_at) "
      "SELECT i, 1, 'Contact', hex(zeroblob(100000)), '2025-03-05 08:20:11' FROM n");
  const auto crm_instance = instance();
  const std::vector<Page> run = contactRun(*crm_instance, std::nullopt);
  EXPECT_GT(run.size(), 3U);
  EXPECT_EQ(distinct(idsOf(run)), 30U);
}

}  // namespace
}  // namespace bailey::sql_test
