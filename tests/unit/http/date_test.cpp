#include "http/date.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string_view>

namespace bailey::http {
namespace {

std::chrono::sys_seconds epoch(long seconds) {
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

TEST(HttpDate, IsReadInAllThreeForms) {
  EXPECT_EQ(parseDate("Sun, 06 Nov 1994 08:49:37 GMT"), epoch(784111777));
  EXPECT_EQ(parseDate("Sunday, 06-Nov-94 08:49:37 GMT"), epoch(784111777));
  EXPECT_EQ(parseDate("Sun Nov  6 08:49:37 1994"), epoch(784111777));
  EXPECT_EQ(parseDate("Wed Nov 16 08:49:37 1994"), epoch(784975777));
  EXPECT_EQ(parseDate("Thu, 29 Feb 2024 23:59:60 GMT"), epoch(1709251200));
  EXPECT_EQ(parseDate("Wednesday, 01-Jan-70 00:00:00 GMT"), epoch(0));
  EXPECT_EQ(parseDate("Tuesday, 31-Dec-69 00:00:00 GMT"), epoch(3155673600));
}

TEST(HttpDate, IsNothingElse) {
  for (const std::string_view text : {"",
                                      "soon",
                                      "Sun",
                                      "Sun, 06 Nov 1994 08:49:37",
                                      "Sun, 06 Nov 1994 08:49:37 UTC",
                                      "Sun, 06 Nov 1994 08:49:37 gmt",
                                      "Sun, 06 Nov 1994 08:49:37 GMT ",
                                      " Sun, 06 Nov 1994 08:49:37 GMT",
                                      "Sun, 6 Nov 1994 08:49:37 GMT",
                                      "Sun,  6 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 nov 1994 08:49:37 GMT",
                                      "Sun, 06 Now 1994 08:49:37 GMT",
                                      "Sun, 06-Nov-94 08:49:37 GMT",
                                      "Sunday, 06 Nov 1994 08:49:37 GMT",
                                      "Sun, 00 Nov 1994 08:49:37 GMT",
                                      "Sun, 31 Nov 1994 08:49:37 GMT",
                                      "Thu, 29 Feb 2023 00:00:00 GMT",
                                      "Sun, 06 Nov 1994 24:00:00 GMT",
                                      "Sun, 06 Nov 1994 08:60:00 GMT",
                                      "Sun, 06 Nov 1994 08:49:61 GMT",
                                      "Sun, 06 Nov 1994 08:49:3  GMT",
                                      "Sun, dd Nov yyyy hh:mm:ss GMT",
                                      "Sun, 06 NNN 1994 08:49:37 GMT",
                                      "Sun Nov 6 08:49:37 1994",
                                      "Sun Nov _6 08:49:37 1994",
                                      "Sun Nov 06 08:49:37 94",
                                      "1994-11-06T08:49:37Z",
                                      "784111777"}) {
    EXPECT_EQ(parseDate(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace bailey::http
