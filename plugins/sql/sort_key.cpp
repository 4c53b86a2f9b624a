#include "sort_key.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <tuple>

namespace bailey::sql {
namespace {

constexpr std::string_view kVersion = "v1|";
constexpr std::string_view kStart = "v1|start";

// The number made of the `count` digits at `at`; nothing if they are not all digits.
std::optional<unsigned> digitsAt(std::string_view text, std::size_t at, std::size_t count) {
  unsigned number = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') {
      return std::nullopt;
    }
    number = number * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return number;
}

// What may stand behind the seconds: "", ".5", "Z", ".123Z".
bool isFraction(std::string_view tail) {
  if (!tail.empty() && tail.back() == 'Z') {
    tail.remove_suffix(1);
  }
  return tail.empty() || (tail.size() >= 2 && tail.size() <= 10 && tail.front() == '.' &&
                          digitsAt(tail, 1, tail.size() - 1).has_value());
}

std::string twoDigits(unsigned number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::optional<Value> readId(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return Value(std::string(text.substr(1, text.size() - 2)));
  }
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return Value(number);
}

}  // namespace

std::optional<ChangeTime> readChangeTime(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd?dd:dd:dd";
  if (text.size() < kShape.size() || text[4] != '-' || text[7] != '-' || text[13] != ':' ||
      text[16] != ':' || (text[10] != ' ' && text[10] != 'T')) {
    return std::nullopt;
  }
  const auto year = digitsAt(text, 0, 4);
  const auto month = digitsAt(text, 5, 2);
  const auto day = digitsAt(text, 8, 2);
  const auto hour = digitsAt(text, 11, 2);
  const auto minute = digitsAt(text, 14, 2);
  const auto second = digitsAt(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second ||
      !isFraction(text.substr(kShape.size()))) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok() || *year == 0 || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return ChangeTime{std::chrono::sys_days(date) + std::chrono::hours(*hour) +
                        std::chrono::minutes(*minute) + std::chrono::seconds(*second),
                    text[10]};
}

std::string writeChangeTime(const ChangeTime& time) {
  const auto day = std::chrono::floor<std::chrono::days>(time.second);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time.second - day);
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  return twoDigits(year / 100) + twoDigits(year % 100) + '-' +
         twoDigits(static_cast<unsigned>(date.month())) + '-' +
         twoDigits(static_cast<unsigned>(date.day())) + time.separator +
         twoDigits(static_cast<unsigned>(clock.hours().count())) + ':' +
         twoDigits(static_cast<unsigned>(clock.minutes().count())) + ':' +
         twoDigits(static_cast<unsigned>(clock.seconds().count()));
}

std::string writeSortKey(const SortKey& key) {
  if (key.time.empty()) {
    return std::string(kStart);
  }
  const bool is_text = std::holds_alternative<std::string>(key.id);
  const std::string quote = is_text ? "\"" : "";
  return std::string(kVersion) + key.time + '|' + quote + textOf(key.id) + quote;
}

std::optional<SortKey> readSortKey(std::string_view text) {
  if (text == kStart) {
    return SortKey{{}, std::string()};
  }
  if (text.substr(0, kVersion.size()) != kVersion) {
    return std::nullopt;
  }
  text.remove_prefix(kVersion.size());
  const std::size_t bar = text.find('|');
  if (bar == std::string_view::npos || !readChangeTime(text.substr(0, bar))) {
    return std::nullopt;
  }
  const std::optional<Value> id = readId(text.substr(bar + 1));
  if (!id.has_value()) {
    return std::nullopt;
  }
  return SortKey{std::string(text.substr(0, bar)), *id};
}

bool isBefore(const SortKey& left, const SortKey& right) {
  return std::tie(left.time, left.id) < std::tie(right.time, right.id);
}

}  // namespace bailey::sql
