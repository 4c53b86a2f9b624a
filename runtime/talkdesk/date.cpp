#include "talkdesk/date.h"

#include "talkdesk/json_reading.h"

#include <array>
#include <chrono>
#include <cstddef>

namespace bailey::talkdesk {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01 00:00:00
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31 23:59:59
constexpr int kFractionDigits = 9;

bool isDigit(char letter) {
  return letter >= '0' && letter <= '9';
}

// Reads a text from left to right; every step says whether it found what it looked for and moves
// only then.
class Cursor {
public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool atEnd() const { return rest_.empty(); }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) {
      return false;
    }
    rest_.remove_prefix(word.size());
    return true;
  }

  // Exactly `count` digits, as a number between `least` and `most`.
  bool number(std::size_t count, int least, int most, int& out) {
    if (rest_.size() < count) {
      return false;
    }
    int value = 0;
    for (std::size_t at = 0; at < count; ++at) {
      if (!isDigit(rest_[at])) {
        return false;
      }
      value = value * 10 + (rest_[at] - '0');
    }
    if (value < least || value > most) {
      return false;
    }
    rest_.remove_prefix(count);
    out = value;
    return true;
  }

  // One digit or more, as billionths; digits beyond the ninth do not count.
  bool fraction(std::int32_t& nanoseconds) {
    if (rest_.empty() || !isDigit(rest_.front())) {
      return false;
    }
    nanoseconds = 0;
    int digits = 0;
    while (!rest_.empty() && isDigit(rest_.front())) {
      if (digits < kFractionDigits) {
        nanoseconds = nanoseconds * 10 + (rest_.front() - '0');
        ++digits;
      }
      rest_.remove_prefix(1);
    }
    for (; digits < kFractionDigits; ++digits) {
      nanoseconds *= 10;
    }
    return true;
  }

private:
  std::string_view rest_;
};

bool readDay(Cursor& cursor, std::int64_t& days) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!cursor.number(4, 1, 9999, year) || !cursor.take("-") || !cursor.number(2, 1, 12, month) ||
      !cursor.take("-") || !cursor.number(2, 1, 31, day)) {
    return false;
  }
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) {
    return false;
  }
  days = std::chrono::sys_days(date).time_since_epoch().count();
  return true;
}

bool readTimeOfDay(Cursor& cursor, Timestamp& since_midnight) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!cursor.number(2, 0, 23, hour) || !cursor.take(":") || !cursor.number(2, 0, 59, minute)) {
    return false;
  }
  if (cursor.take(":")) {
    if (!cursor.number(2, 0, 60, second)) {
      return false;
    }
    if (cursor.take(".") && !cursor.fraction(since_midnight.nanoseconds)) {
      return false;
    }
  }
  since_midnight.seconds = hour * 3600 + minute * 60 + second;
  return true;
}

// The zone at the end, as seconds east of Greenwich.
bool readZone(Cursor& cursor, std::int64_t& east) {
  east = 0;
  if (cursor.atEnd()) {
    return true;
  }
  cursor.take(" ");
  if (cursor.take("UTC") || cursor.take("GMT") || cursor.take("Z") || cursor.take("z")) {
    return cursor.atEnd();
  }
  const bool is_east = cursor.take("+");
  if (!is_east && !cursor.take("-")) {
    return false;
  }
  int hours = 0;
  int minutes = 0;
  if (!cursor.number(2, 0, 23, hours)) {
    return false;
  }
  const bool has_colon = cursor.take(":");
  if ((has_colon || !cursor.atEnd()) && !cursor.number(2, 0, 59, minutes)) {
    return false;
  }
  east = (is_east ? 1 : -1) * (hours * 3600 + minutes * 60);
  return cursor.atEnd();
}

void appendDigits(std::string& out, unsigned value, std::size_t count) {
  std::array<char, 4> digits{};
  for (std::size_t at = count; at > 0; --at) {
    digits[at - 1] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(digits.data(), count);
}

}  // namespace

std::optional<Timestamp> timestampFromEpoch(std::int64_t seconds) {
  if (seconds < kFirstSecond || seconds > kLastSecond) {
    return std::nullopt;
  }
  return Timestamp{seconds, 0};
}

std::optional<Timestamp> readTimestamp(std::string_view text) {
  Cursor cursor(trimmed(text));
  std::int64_t days = 0;
  if (!readDay(cursor, days)) {
    return std::nullopt;
  }
  Timestamp since_midnight;
  std::int64_t east = 0;
  if (!cursor.atEnd()) {
    const bool has_time = cursor.take("T") || cursor.take("t") || cursor.take(" ");
    if (!has_time || !readTimeOfDay(cursor, since_midnight) || !readZone(cursor, east)) {
      return std::nullopt;
    }
  }
  auto when = timestampFromEpoch(days * kSecondsPerDay + since_midnight.seconds - east);
  if (when) {
    when->nanoseconds = since_midnight.nanoseconds;
  }
  return when;
}

void appendTimestamp(std::string& out, Timestamp when, DateStyle style) {
  const std::chrono::sys_seconds point{std::chrono::seconds(when.seconds)};
  const auto midnight = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date(midnight);
  const auto second = static_cast<unsigned>((point - midnight).count());
  appendDigits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out.push_back('-');
  appendDigits(out, static_cast<unsigned>(date.month()), 2);
  out.push_back('-');
  appendDigits(out, static_cast<unsigned>(date.day()), 2);
  out.push_back(style == DateStyle::Iso8601 ? 'T' : ' ');
  appendDigits(out, second / 3600, 2);
  out.push_back(':');
  appendDigits(out, second / 60 % 60, 2);
  out.push_back(':');
  appendDigits(out, second % 60, 2);
  out.append(style == DateStyle::Iso8601 ? "Z" : " UTC");
}

}  // namespace bailey::talkdesk
