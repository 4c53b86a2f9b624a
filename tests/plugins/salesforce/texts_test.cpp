// What is sent to Salesforce in its own languages, and where: hostile texts stay texts.
#include "org.h"
#include "record_id.h"
#include "salesforce_test.h"
#include "soql.h"
#include "sosl.h"
#include "times.h"

#include <gmock/gmock.h>

namespace bailey::salesforce {
namespace {

using salesforce_test::casesOf;
using testing::ElementsAre;

TEST(Soql, QuotesWhateverComes) {
  for (const auto& each : casesOf("soql_literals")) {
    EXPECT_EQ(textLiteral(each.at("text").get<std::string>()), each.at("literal")) << each;
  }
}

TEST(Soql, QuotesAZeroByte) {
  EXPECT_EQ(textLiteral(std::string_view("a\0b", 3)), "'a\\u0000b'");
}

TEST(Soql, ListsLiterals) {
  EXPECT_EQ(literalList({"a", "b') OR (Id != '"}), R"(('a','b\') OR (Id != \''))");
}

TEST(Soql, TakesOnlyTimesForTimes) {
  EXPECT_EQ(timeLiteral("2026-05-01T07:25:37.000Z"), "2026-05-01T07:25:37.000Z");
  EXPECT_EQ(timeLiteral("2026-05-01 07:25:37"), "2026-05-01T07:25:37Z");
  EXPECT_EQ(timeLiteral("2026-05-01T07:25:37"), "2026-05-01T07:25:37Z");
  EXPECT_THROW((void)timeLiteral("2026-05-01T07:25:37Z OR Id != null"), Error);
  EXPECT_THROW((void)timeLiteral(""), Error);
}

TEST(Soql, KnowsPathsOfFields) {
  for (const char* good : {"Id", "Region__c", "Account.Name", "My__r.Owner.Name", "A1"}) {
    EXPECT_TRUE(isFieldPath(good)) << good;
  }
  for (const char* bad : {"",
                          ".",
                          "Id,Name",
                          "Id FROM User",
                          "Account..Name",
                          "Account.",
                          ".Name",
                          "1a",
                          "_a",
                          "COUNT()",
                          "(SELECT Id FROM Cases)",
                          "Name'",
                          "Näme"}) {
    EXPECT_FALSE(isFieldPath(bad)) << bad;
  }
}

TEST(Soql, AsksForRecordsBehindAKey) {
  const auto behind = [](const SortKey& key, std::string_view object, std::string_view prefix) {
    return recordsBehind({"Id"}, object, prefix, {}, key, 3);
  };
  EXPECT_EQ(behind({}, "Contact", "003"),
            "SELECT Id FROM Contact ORDER BY SystemModstamp,Id LIMIT 3");
  EXPECT_EQ(behind({"2026-05-01T07:25:31", ""}, "Contact", "003"),
            "SELECT Id FROM Contact WHERE SystemModstamp >= 2026-05-01T07:25:31Z "
            "ORDER BY SystemModstamp,Id LIMIT 3");
  EXPECT_EQ(behind({"2026-05-01T07:25:37.000Z", "0035f00000AAAAAAA1"}, "Contact", "003"),
            "SELECT Id FROM Contact WHERE SystemModstamp >= 2026-05-01T07:25:37.000Z AND "
            "(SystemModstamp > 2026-05-01T07:25:37.000Z OR Id > '0035f00000AAAAAAA1') "
            "ORDER BY SystemModstamp,Id LIMIT 3");
}

TEST(Soql, PutsContactsOfAnInstantBeforeItsLeads) {
  const SortKey at_contact{"2026-05-01T07:25:37.000Z", "0035f00000AAAAAAA1"};
  const SortKey at_lead{"2026-05-01T07:25:37.000Z", "00Q5f00000LLLLLAA1"};
  EXPECT_EQ(recordsBehind({"Id"}, "Lead", "00Q", "IsConverted = false", at_contact, 3),
            "SELECT Id FROM Lead WHERE IsConverted = false AND "
            "SystemModstamp >= 2026-05-01T07:25:37.000Z ORDER BY SystemModstamp,Id LIMIT 3");
  EXPECT_EQ(recordsBehind({"Id"}, "Contact", "003", {}, at_lead, 3),
            "SELECT Id FROM Contact WHERE SystemModstamp > 2026-05-01T07:25:37.000Z "
            "ORDER BY SystemModstamp,Id LIMIT 3");
}

TEST(Sosl, EscapesWhateverComes) {
  for (const auto& each : casesOf("sosl_phrases")) {
    EXPECT_EQ(phrase(each.at("text").get<std::string>()), each.at("phrase")) << each;
  }
}

TEST(Sosl, LooksForANumberWithAndWithoutItsCountryCode) {
  EXPECT_THAT(searchedDigits("+1 (513) 555-7611"),
              ElementsAre("15135557611", "5135557611", "05135557611", "135557611", "0135557611"));
  EXPECT_THAT(searchedDigits("0049 30 123456"),
              ElementsAre("4930123456", "930123456", "0930123456"));
  EXPECT_THAT(searchedDigits("12345"), ElementsAre("12345"));
  EXPECT_THAT(searchedDigits("1234"), ElementsAre());
  EXPECT_THAT(searchedDigits("00000"), ElementsAre());
  EXPECT_THAT(searchedDigits("a} OR {b"), ElementsAre());
}

TEST(Sosl, SearchesPhones) {
  EXPECT_EQ(
      phoneSearch({"210 000", "x"}, {{"Contact", {"Id", "Phone"}}, {"Lead", {"Id"}}}),
      R"(FIND {"210000"} IN PHONE FIELDS RETURNING Contact(Id,Phone LIMIT 50),Lead(Id LIMIT 50))");
  EXPECT_EQ(phoneSearch({"123", "} RETURNING User(Id)"}, {{"Contact", {"Id"}}}), "");
}

TEST(Org, IsOnlyAtSalesforce) {
  for (const auto& each : casesOf("org_addresses")) {
    const auto address = orgAddress(each.at("instance_url").get<std::string>());
    EXPECT_EQ(address.value_or(""), each.at("address")) << each;
  }
}

TEST(Org, MayBeAnywhereForItsOperator) {
  for (const char* good : {"https://acme.example", "http://127.0.0.1:8080", "https://a:443"}) {
    EXPECT_TRUE(isOrigin(good)) << good;
  }
  for (const char* bad : {"",
                          "acme.example",
                          "ftp://acme.example",
                          "https://",
                          "https://a/b",
                          "https://a?b",
                          "https://u@a",
                          "https://a:",
                          "https://a:1x",
                          "https://a#"}) {
    EXPECT_FALSE(isOrigin(bad)) << bad;
  }
}

TEST(RecordId, HasTwoLengths) {
  EXPECT_TRUE(isRecordId("0035f00000AAAAA"));
  EXPECT_TRUE(isRecordId("0035f00000AAAAAAA1"));
  EXPECT_EQ(shortId("0035f00000AAAAAAA1"), "0035f00000AAAAA");
  EXPECT_TRUE(isIdOf(kContactPrefix, "0035f00000AAAAA"));
  EXPECT_FALSE(isIdOf(kLeadPrefix, "0035f00000AAAAA"));
  for (const char* bad :
       {"", "003", "0035f00000AAAAAAA", "0035f00000AAAA'", "../../0035f00000AA"}) {
    EXPECT_FALSE(isRecordId(bad)) << bad;
    EXPECT_EQ(shortId(bad), bad);
  }
}

TEST(Times, BecomeUtc) {
  EXPECT_EQ(utcTime("2026-05-01T07:25:37.000+0000"), "2026-05-01T07:25:37.000Z");
  EXPECT_EQ(utcTime("2026-05-01T01:25:37.5+02:00"), "2026-04-30T23:25:37.500Z");
  EXPECT_EQ(utcTime("2026-12-31T23:25:37-0330"), "2027-01-01T02:55:37.000Z");
  EXPECT_EQ(utcTime("2026-05-01T07:25:37Z"), "2026-05-01T07:25:37.000Z");
  for (const char* bad : {"",
                          "2026-05-01",
                          "2026-13-01T07:25:37Z",
                          "2026-05-01T07:25:37.Z",
                          "2026-05-01T07:25:37+1",
                          "2026-05-01T07:25:37*0100",
                          "2026-05-01T07:25:37+0160",
                          "yesterday"}) {
    EXPECT_EQ(utcTime(bad), "") << bad;
  }
  EXPECT_EQ(beginOfDay("2026-05-01"), "2026-05-01T00:00:00.000Z");
  EXPECT_EQ(beginOfDay("2026-05-32"), "");
  EXPECT_EQ(beginOfDay("2026-05-01T07:25:37Z"), "");
}

}  // namespace
}  // namespace bailey::salesforce
