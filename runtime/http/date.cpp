#include "http/date.h"

#include "http/character.h"

#include <array>
#include <cstddef>

namespace bailey::http {
namespace {

struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

constexpr std::array<std::string_view, 12> kMonths{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The part that a letter of a form stands for.
int* partOf(char letter, Parts& parts) {
  switch (letter) {
    case 'd':
    case '_':
      return &parts.day;
    case 'y':
      return &parts.year;
    case 'h':
      return &parts.hour;
    case 'm':
      return &parts.minute;
    case 's':
      return &parts.second;
    default:
      return nullptr;
  }
}

bool readMonth(std::string_view text, Parts& parts) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (text.starts_with(kMonths[i])) {
      parts.month = static_cast<int>(i) + 1;
      return true;
    }
  }
  return false;
}

// Reads `text` as `form` says, byte for byte: d, y, h, m and s are a digit each, _ is a digit or a
// blank, NNN the name of a month, and everything else stands for itself.
bool readAs(std::string_view form, std::string_view text, Parts& parts) {
  if (text.size() != form.size()) {
    return false;
  }
  for (std::size_t i = 0; i < form.size(); ++i) {
    int* const part = partOf(form[i], parts);
    if (part != nullptr && isIn(CharClass::Digit, text[i])) {
      *part = *part * 10 + static_cast<int>(hexValue(text[i]));
    } else if (form.substr(i).starts_with("NNN")) {
      if (!readMonth(text.substr(i), parts)) {
        return false;
      }
      i += 2;
    } else if (text[i] != (form[i] == '_' ? ' ' : form[i]) || (part != nullptr && form[i] != '_')) {
      return false;
    }
  }
  return true;
}

std::optional<std::chrono::sys_seconds> pointOf(const Parts& parts) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  const std::chrono::year_month_day date(year(parts.year),
                                         month(static_cast<unsigned>(parts.month)),
                                         day(static_cast<unsigned>(parts.day)));
  // 60 is a leap second.
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(parts.hour) +
         std::chrono::minutes(parts.minute) + std::chrono::seconds(parts.second);
}

// How many letters `text` begins with.
std::size_t letters(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && lowered(text[count]) >= 'a' && lowered(text[count]) <= 'z') {
    ++count;
  }
  return count;
}

}  // namespace

std::optional<std::chrono::sys_seconds> parseDate(std::string_view text) {
  const std::size_t weekday = letters(text);
  const std::string_view rest = text.substr(weekday);
  Parts parts;
  if (weekday == 3 && readAs(", dd NNN yyyy hh:mm:ss GMT", rest, parts)) {
    return pointOf(parts);
  }
  parts = {};
  if (weekday == 3 && readAs(" NNN _d hh:mm:ss yyyy", rest, parts)) {
    return pointOf(parts);
  }
  parts = {};
  if (weekday >= 6 && readAs(", dd-NNN-yy hh:mm:ss GMT", rest, parts)) {
    parts.year += parts.year < 70 ? 2000 : 1900;
    return pointOf(parts);
  }
  return std::nullopt;
}

}  // namespace bailey::http
