#include "talkdesk/date.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace bailey::talkdesk {
namespace {

std::string rewritten(std::string_view text, DateStyle style = DateStyle::Talkdesk) {
  const auto when = readTimestamp(text);
  if (!when) {
    return "unreadable";
  }
  std::string out;
  appendTimestamp(out, *when, style);
  return out;
}

TEST(Date, ReadsEveryFormOfTheSameMoment) {
  for (const char* text : {"2012-11-21 17:53:51 UTC",
                           "2012-11-21 17:53:51",
                           "2012-11-21T17:53:51",
                           "2012-11-21T17:53:51Z",
                           "2012-11-21t17:53:51z",
                           "2012-11-21 17:53:51 GMT",
                           "2012-11-21 17:53:51UTC",
                           "2012-11-21T17:53:51.999999999999Z",
                           "2012-11-21 17:53:51.5 UTC",
                           "2012-11-21T19:53:51+02:00",
                           "2012-11-21T19:53:51+0200",
                           "2012-11-21T19:53:51+02",
                           "2012-11-21 12:23:51 -05:30",
                           "  2012-11-21 17:53:51 UTC\n"}) {
    EXPECT_EQ(rewritten(text), "2012-11-21 17:53:51 UTC") << text;
  }
}

TEST(Date, ReadsADayAndATimeWithoutSeconds) {
  EXPECT_EQ(rewritten("2024-02-29"), "2024-02-29 00:00:00 UTC");
  EXPECT_EQ(rewritten("2024-02-29T23:59+01:00"), "2024-02-29 22:59:00 UTC");
}

TEST(Date, CarriesOffsetsOverDaysAndYears) {
  EXPECT_EQ(rewritten("2024-01-01T00:30:00+01:00"), "2023-12-31 23:30:00 UTC");
  EXPECT_EQ(rewritten("2023-12-31T23:30:00-01:00"), "2024-01-01 00:30:00 UTC");
  EXPECT_EQ(rewritten("2024-03-01T00:00:00+00:01"), "2024-02-29 23:59:00 UTC");
}

TEST(Date, TakesALeapSecondForTheNextMinute) {
  EXPECT_EQ(rewritten("2016-12-31T23:59:60Z"), "2017-01-01 00:00:00 UTC");
}

TEST(Date, ReachesTheEdgesOfItsYears) {
  EXPECT_EQ(rewritten("0001-01-01"), "0001-01-01 00:00:00 UTC");
  EXPECT_EQ(rewritten("9999-12-31 23:59:59"), "9999-12-31 23:59:59 UTC");
  EXPECT_EQ(rewritten("0001-01-01T00:00:00+00:01"), "unreadable");
  EXPECT_EQ(rewritten("9999-12-31T23:59:59-00:01"), "unreadable");
  EXPECT_EQ(rewritten("1969-12-31 23:59:59"), "1969-12-31 23:59:59 UTC");
}

TEST(Date, RefusesEverythingElse) {
  for (const char* text : {"",
                           " ",
                           "yesterday",
                           "2024",
                           "2024-01",
                           "2024-1-1",
                           "24-01-01",
                           "0000-01-01",
                           "2024-00-01",
                           "2024-13-01",
                           "2024-01-00",
                           "2024-01-32",
                           "2023-02-29",
                           "2024-04-31",
                           "2024/01/01",
                           "01.01.2024",
                           "2024-01-01T",
                           "2024-01-01 24:00:00",
                           "2024-01-01 12:60:00",
                           "2024-01-01 12:00:61",
                           "2024-01-01 12",
                           "2024-01-01 1:00:00",
                           "2024-01-01 12:00:00.",
                           "2024-01-01 12:00:00,5",
                           "2024-01-01 12:00:00 PST",
                           "2024-01-01 12:00:00 UTC+1",
                           "2024-01-01 12:00:00  UTC",
                           "2024-01-01 12:00:00Zulu",
                           "2024-01-01 12:00:00+",
                           "2024-01-01 12:00:00+1",
                           "2024-01-01 12:00:00+24:00",
                           "2024-01-01 12:00:00+01:60",
                           "2024-01-01 12:00:00+01:",
                           "2024-01-01 12:00:00+01:00x",
                           "2024-01-01  12:00:00",
                           "-024-01-01",
                           "+2024-01-01",
                           "2024-01-01x",
                           "1353520431"}) {
    EXPECT_EQ(rewritten(text), "unreadable") << text;
  }
}

TEST(Date, OrdersByFractionsOfASecond) {
  const auto early = readTimestamp("2024-01-01 12:00:00.1");
  const auto late = readTimestamp("2024-01-01 12:00:00.10000001");
  const auto next = readTimestamp("2024-01-01 12:00:01");
  ASSERT_TRUE(early && late && next);
  EXPECT_EQ(early->nanoseconds, 100'000'000);
  EXPECT_LT(*early, *late);
  EXPECT_LT(*late, *next);
}

TEST(Date, ReadsEpochSecondsButNotMilliseconds) {
  EXPECT_EQ(timestampFromEpoch(0), (Timestamp{0, 0}));
  EXPECT_EQ(timestampFromEpoch(-1), (Timestamp{-1, 0}));
  EXPECT_EQ(timestampFromEpoch(1'353'520'431'000), std::nullopt);
  EXPECT_EQ(timestampFromEpoch(-62'135'596'801), std::nullopt);
}

TEST(Date, WritesIso8601OnRequest) {
  EXPECT_EQ(rewritten("2012-11-21 17:53:51.7 UTC", DateStyle::Iso8601), "2012-11-21T17:53:51Z");
}

TEST(Date, ReadsBackWhatItWrites) {
  for (std::int64_t seconds = -62'135'596'800; seconds < 253'402'300'799; seconds += 123'456'789) {
    for (const DateStyle style : {DateStyle::Talkdesk, DateStyle::Iso8601}) {
      std::string text;
      appendTimestamp(text, Timestamp{seconds, 0}, style);
      EXPECT_EQ(readTimestamp(text), (Timestamp{seconds, 0})) << text;
    }
  }
}

}  // namespace
}  // namespace bailey::talkdesk
