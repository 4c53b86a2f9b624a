// Times of change as CRMs and databases write them, kept as text: their order as text is their
// order in time, so that nothing is lost by reading and writing them again.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bailey {

// "2024-03-05 08:20:11", with a T in the middle, a fraction and a Z as they come. UTC by agreement.
struct ChangeTime {
  std::chrono::sys_seconds second;
  char separator;  // ' ' or 'T'
};

namespace detail {

// The number made of the `count` digits at `at`; nothing if they are not all digits.
inline std::optional<unsigned> digitsAt(std::string_view text, std::size_t at, std::size_t count) {
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
inline bool isFraction(std::string_view tail) {
  if (!tail.empty() && tail.back() == 'Z') {
    tail.remove_suffix(1);
  }
  return tail.empty() || (tail.size() >= 2 && tail.size() <= 10 && tail.front() == '.' &&
                          digitsAt(tail, 1, tail.size() - 1).has_value());
}

inline std::string twoDigits(unsigned number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace detail

// Nothing for any other text.
inline std::optional<ChangeTime> readChangeTime(std::string_view text) {
  using detail::digitsAt;
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
      !detail::isFraction(text.substr(kShape.size()))) {
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

// Whole seconds, without a Z: sorts before every text that means the same second.
inline std::string writeChangeTime(const ChangeTime& time) {
  using detail::twoDigits;
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

}  // namespace bailey
