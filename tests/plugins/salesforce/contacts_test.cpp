// Contact synchronization: every page of it, and what goes wrong on the way.
#include "org_of_contacts.h"
#include "salesforce_test.h"

#include <gmock/gmock.h>

#include <map>

namespace bailey::salesforce_test {
namespace {

using fakes::AdapterReply;
using fakes::CrmAnswer;
using fakes::CrmRequest;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kContactFields =
    "SELECT Id,SystemModstamp,Name,Account.Name,Title,Email,Phone,MobilePhone,HomePhone,OtherPhone,"
    "MailingStreet,MailingCity,MailingState,MailingPostalCode,MailingCountry FROM Contact";

std::string idOf(const std::string& prefix, int number) {
  const std::string digits = std::to_string(number);
  return prefix + std::string(12 - digits.size(), '0') + digits + "AAA";
}

std::string timeOf(int second) {
  const auto two = [](int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return "2024-05-01T07:" + two(second / 60) + ':' + two(second % 60) + ".000+0000";
}

class ContactsTest : public SalesforceTest {
protected:
  AdapterReply sync(const json& meta = json::object()) {
    return ask(BAILEY_CONTACT_SYNCHRONIZATION, meta);
  }

  // A whole run: how often each contact came, and where it ended.
  std::map<std::string, int> run(std::string& checkpoint) {
    std::map<std::string, int> seen;
    json meta = json::object();
    if (!checkpoint.empty()) {
      meta["synchronization_checkpoint"] = checkpoint;
    }
    for (int pages = 0; pages < 100; ++pages) {
      const AdapterReply reply = sync(meta);
      EXPECT_EQ(reply.status, BAILEY_OK) << reply.message;
      if (reply.status != BAILEY_OK) {
        break;
      }
      for (const json& contact : reply.json.at("contacts")) {
        ++seen[contact.at("id").get<std::string>()];
      }
      checkpoint = reply.json.at("synchronization_checkpoint");
      if (!reply.json.contains("next_offset")) {
        return seen;
      }
      meta["offset"] = reply.json.at("next_offset");
    }
    ADD_FAILURE() << "the run does not end";
    return seen;
  }
};

TEST_F(ContactsTest, AsksForAllAtFirst) {
  create();
  answer(listOf(json::array()));
  const AdapterReply reply = sync();
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json.at("contacts"), json::array());
  EXPECT_FALSE(reply.json.contains("next_offset"));
  EXPECT_THAT(queries(),
              ElementsAre(std::string(kContactFields) + " ORDER BY SystemModstamp,Id LIMIT 201"));
  EXPECT_EQ(requests().front().method, "GET");
}

TEST_F(ContactsTest, EncodesTheQuery) {
  create({{"contacts",
           {{"fields",
             {{"name", "Name"},
              {"company", json::array()},
              {"title", json::array()},
              {"emails", json::array()},
              {"phones", json::array()},
              {"address", json::array()}}}}}});
  answer(listOf(json::array()));
  EXPECT_EQ(sync().status, BAILEY_OK);
  EXPECT_EQ(requests().front().url,
            "https://acme.my.salesforce.com/services/data/v62.0/query?q=SELECT%20Id%2C"
            "SystemModstamp%2CName%20FROM%20Contact%20ORDER%20BY%20SystemModstamp%2CId%20LIMIT%20"
            "201");
}

TEST_F(ContactsTest, GoesOnBehindTheLastContact) {
  create({{"contacts", {{"page_size", 1}}}});
  answer(listOf({{{"Id", idOf("003", 1)}, {"SystemModstamp", timeOf(1)}},
                 {{"Id", idOf("003", 2)}, {"SystemModstamp", timeOf(1)}}}));
  const AdapterReply first = sync();
  ASSERT_EQ(first.json.at("contacts").size(), 1U);
  answer(listOf({{{"Id", idOf("003", 2)}, {"SystemModstamp", timeOf(1)}}}));
  const AdapterReply second = sync({{"offset", first.json.at("next_offset")}});
  EXPECT_EQ(second.json.at("contacts").at(0).at("id"), idOf("003", 2));
  EXPECT_FALSE(second.json.contains("next_offset"));
  EXPECT_EQ(queries().back(),
            std::string(kContactFields) +
                " WHERE SystemModstamp >= 2024-05-01T07:00:01.000Z AND (SystemModstamp > "
                "2024-05-01T07:00:01.000Z OR Id > '003000000000001AAA') ORDER BY SystemModstamp,Id "
                "LIMIT 2");
}

TEST_F(ContactsTest, StartsALittleBeforeTheCheckpoint) {
  create({{"contacts", {{"overlap_s", 60}}}});
  answer(listOf(json::array()));
  const AdapterReply reply =
      sync({{"synchronization_checkpoint", "v1|2024-05-01T07:25:37.000Z|0035f00000AAAAAAA1"}});
  EXPECT_EQ(reply.json.at("synchronization_checkpoint"),
            "v1|2024-05-01T07:25:37.000Z|0035f00000AAAAAAA1");
  EXPECT_THAT(queries().front(),
              HasSubstr(" WHERE SystemModstamp >= 2024-05-01T07:24:36Z ORDER BY "));
}

TEST_F(ContactsTest, TakesNoOtherTokensForItsOwn) {
  create();
  for (const char* hostile : {"v1|2024-05-01T07:25:37.000Z|x' OR Id != '",
                              "v1|2024-05-01T07:25:37Z OR Id != null|0035f00000AAAAAAA1",
                              "k1|nonsense",
                              "' OR 1=1"}) {
    answer(listOf(json::array()));
    EXPECT_EQ(sync({{"synchronization_checkpoint", hostile}}).status, BAILEY_OK);
    EXPECT_EQ(queries().back(),
              std::string(kContactFields) + " ORDER BY SystemModstamp,Id LIMIT 201");
    answer(listOf(json::array()));
    const std::string offset = std::string("k1|2024-05-01 07:25:37|") + hostile;
    EXPECT_EQ(sync({{"offset", offset}}).status, BAILEY_OK);
    EXPECT_EQ(queries().back(),
              std::string(kContactFields) + " ORDER BY SystemModstamp,Id LIMIT 201");
  }
}

TEST_F(ContactsTest, DeliversAllOnceThroughAllPages) {
  OrgOfContacts org;
  for (int i = 0; i < 47; ++i) {
    org.add("Contact", idOf("003", i), timeOf(i / 10));  // ten share an instant
  }
  for (int i = 0; i < 23; ++i) {
    org.add("Lead", idOf("00Q", i), timeOf(i / 6));
  }
  for (const std::size_t page_size : {1U, 3U, 5U, 10U, 70U, 200U}) {
    for (const std::size_t part : {2U, 2'000U}) {
      org.part = part;
      create({{"contacts", {{"page_size", page_size}, {"leads", true}}}});
      answerAll([&](const CrmRequest& request) { return org.answer(request); });
      std::string checkpoint;
      const std::map<std::string, int> seen = run(checkpoint);
      EXPECT_EQ(seen.size(), 70U) << page_size << ' ' << part;
      for (const auto& [id, times] : seen) {
        EXPECT_EQ(times, 1) << id << ' ' << page_size << ' ' << part;
      }
      EXPECT_EQ(host().answersHeld(), 0U);
    }
  }
}

TEST_F(ContactsTest, LeavesLeadsOutUnlessTheyAreWanted) {
  OrgOfContacts org;
  org.add("Contact", idOf("003", 1), timeOf(1));
  org.add("Lead", idOf("00Q", 1), timeOf(1));
  create();
  answerAll([&](const CrmRequest& request) { return org.answer(request); });
  std::string checkpoint;
  EXPECT_EQ(run(checkpoint).size(), 1U);
}

TEST_F(ContactsTest, DeliversChangesAfterTheCheckpoint) {
  OrgOfContacts org;
  for (int i = 0; i < 20; ++i) {
    org.add("Contact", idOf("003", i), timeOf(i));
  }
  create({{"contacts", {{"page_size", 7}, {"overlap_s", 0}}}});
  answerAll([&](const CrmRequest& request) { return org.answer(request); });
  std::string checkpoint;
  EXPECT_EQ(run(checkpoint).size(), 20U);
  org.change("Contact", 3, timeOf(100));
  org.add("Contact", idOf("003", 77), timeOf(101));
  const std::map<std::string, int> seen = run(checkpoint);
  EXPECT_EQ(seen.count(idOf("003", 3)), 1U);
  EXPECT_EQ(seen.count(idOf("003", 77)), 1U);
  EXPECT_LE(seen.size(), 4U);  // and at most what lies in the last second
}

TEST_F(ContactsTest, FollowsAnAnswerThatIsCutOnlyAtTheOrg) {
  create();
  json first = listOf({{{"Id", idOf("003", 1)}, {"SystemModstamp", timeOf(1)}}});
  first["done"] = false;
  for (const char* link :
       {"https://evil.example/query/1", "//evil.example/query/1", "", "query/1"}) {
    first["nextRecordsUrl"] = link;
    answer(first);
    const AdapterReply reply = sync();
    EXPECT_EQ(reply.status, BAILEY_UNAVAILABLE) << link;
  }
}

TEST_F(ContactsTest, LeavesOutWhatIsNoContact) {
  create();
  answer(listOf({{{"Id", nullptr}, {"SystemModstamp", timeOf(1)}},
                 {{"Id", "003/../x"}, {"SystemModstamp", timeOf(2)}},
                 "no record",
                 nullptr,
                 {{"Id", idOf("003", 1)}, {"SystemModstamp", "yesterday"}},
                 {{"Id", idOf("003", 2)}, {"SystemModstamp", timeOf(3)}, {"Name", 17}}}));
  const AdapterReply reply = sync();
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  ASSERT_EQ(reply.json.at("contacts").size(), 2U);
  EXPECT_EQ(reply.json.at("contacts").at(1).at("name"), "17");
  EXPECT_EQ(reply.json.at("synchronization_checkpoint"),
            "v1|2024-05-01T07:00:03.000Z|" + idOf("003", 2));
  EXPECT_THAT(host().log, testing::Contains(HasSubstr("2 without a usable id left out")));
}

TEST_F(ContactsTest, IsNeverAnEmptyPageWhenSalesforceFails) {
  create();
  const std::vector<std::pair<CrmAnswer, bailey_status>> failures = {
      {{500, ""}, BAILEY_UNAVAILABLE},
      {{503, "<html>maintenance</html>"}, BAILEY_UNAVAILABLE},
      {{200, "<html>please log in</html>"}, BAILEY_UNAVAILABLE},
      {{200, ""}, BAILEY_UNAVAILABLE},
      {{204, ""}, BAILEY_UNAVAILABLE},
      {{200, "{}"}, BAILEY_UNAVAILABLE},
      {{200, "[]"}, BAILEY_UNAVAILABLE},
      {{200, R"({"records":[{"Id":"0035f0)"}, BAILEY_UNAVAILABLE},
      {{302, "", {{"Location", "https://login.salesforce.com"}}}, BAILEY_UNAVAILABLE},
      {{404, "<html>"}, BAILEY_NOT_FOUND},
      {{401, R"([{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}])"},
       BAILEY_UNAUTHORIZED}};
  for (const auto& [failure, status] : failures) {
    answer(failure);
    const AdapterReply reply = sync();
    EXPECT_EQ(reply.status, status) << failure.status << failure.body;
    EXPECT_EQ(host().answersHeld(), 0U);
  }
}

}  // namespace
}  // namespace bailey::salesforce_test
