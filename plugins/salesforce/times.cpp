#include "times.h"

#include "bailey/change_time.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace bailey::salesforce {
namespace {

constexpr std::size_t kSecondEnd = std::string_view("dddd-dd-ddTdd:dd:dd").size();
constexpr std::size_t kDayEnd = std::string_view("dddd-dd-dd").size();
constexpr std::size_t kFractionDigits = 3;

// Three digits of a fraction at the beginning of `tail`, which loses the fraction. Nothing when it
// is no fraction.
std::optional<std::string> takeFraction(std::string_view& tail) {
  std::string digits;
  if (tail.starts_with('.')) {
    tail.remove_prefix(1);
    while (!tail.empty() && tail.front() >= '0' && tail.front() <= '9') {
      digits += tail.front();
      tail.remove_prefix(1);
    }
    if (digits.empty()) {
      return std::nullopt;
    }
  }
  digits.resize(kFractionDigits, '0');
  return digits;
}

// "+0200", "-03:30", "Z" or nothing at all.
std::optional<std::chrono::minutes> offsetOf(std::string_view zone) {
  if (zone.empty() || zone == "Z") {
    return std::chrono::minutes(0);
  }
  const char sign = zone.front();
  zone.remove_prefix(1);
  std::string digits(zone);
  if (digits.size() == 5 && digits[2] == ':') {
    digits.erase(2, 1);
  }
  const auto hours = detail::digitsAt(digits, 0, 2);
  const auto minutes = detail::digitsAt(digits, 2, 2);
  if (digits.size() != 4 || !hours || !minutes || *minutes > 59 || (sign != '+' && sign != '-')) {
    return std::nullopt;
  }
  const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::string utcTime(std::string_view text) {
  std::optional<ChangeTime> time = readChangeTime(text.substr(0, kSecondEnd));
  if (!time) {
    return {};
  }
  std::string_view tail = text.substr(kSecondEnd);
  const std::optional<std::string> fraction = takeFraction(tail);
  const std::optional<std::chrono::minutes> offset = offsetOf(tail);
  if (!fraction || !offset) {
    return {};
  }
  time->second -= *offset;
  time->separator = 'T';
  return writeChangeTime(*time) + '.' + *fraction + 'Z';
}

std::string beginOfDay(std::string_view date) {
  return date.size() == kDayEnd ? utcTime(std::string(date) + "T00:00:00") : std::string();
}

std::string today() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return writeChangeTime({now, 'T'}).substr(0, kDayEnd);
}

}  // namespace bailey::salesforce
