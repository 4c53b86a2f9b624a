// Points in time as CRMs write them and as Talkdesk reads them. (contract.md §4, `date`)
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

// UTC, in the years 1 to 9999.
struct Timestamp {
  std::int64_t seconds = 0;      // since 1970-01-01 00:00:00
  std::int32_t nanoseconds = 0;  // 0 .. 999,999,999; for ordering, never written

  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

// Reads YYYY-MM-DD, alone or followed by a space or `T`, HH:MM[:SS[.fraction]] and a zone: `UTC`,
// `GMT`, `Z`, ±HH, ±HHMM or ±HH:MM, with or without one space before it. Without a zone it is UTC.
// Blanks around it are ignored; a 60th second is the next minute's first. Nothing for any other
// text.
std::optional<Timestamp> readTimestamp(std::string_view text);

// Nothing outside the years 1 to 9999, which also turns milliseconds taken for seconds away.
std::optional<Timestamp> timestampFromEpoch(std::int64_t seconds);

enum class DateStyle : std::uint8_t {
  Talkdesk,  // 2012-11-21 17:53:51 UTC
  Iso8601,   // 2012-11-21T17:53:51Z
};

void appendTimestamp(std::string& out, Timestamp when, DateStyle style);

}  // namespace bailey::talkdesk
