#include "upstream/retry_after.h"

#include "http/character.h"
#include "http/date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace bailey::upstream {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

// One limit has one family. In lower case, as findField() wants them.
struct Family {
  std::string_view remaining;
  std::string_view reset;
};

constexpr std::array<Family, 4> kFamilies{{
    {"x-ratelimit-remaining", "x-ratelimit-reset"},
    {"ratelimit-remaining", "ratelimit-reset"},
    {"x-rate-limit-remaining", "x-rate-limit-reset"},
    {"rate-limit-remaining", "rate-limit-reset"},
}};

// Numbers above these are no seconds to wait, but points in time: seconds since 1970 (this one is
// in 2001), and milliseconds (in 1973).
constexpr double kEpochSeconds = 1e9;
constexpr double kEpochMilliseconds = 1e11;

// Longer is no number that anybody means.
constexpr std::size_t kNumberBytesMax = 20;

// Digits with at most one point between them.
std::optional<double> parseNumber(std::string_view text) {
  using http::CharClass;
  const std::size_t whole = http::runOf(CharClass::Digit, text);
  const std::string_view rest = text.substr(whole);
  const bool well_formed =
      text.size() <= kNumberBytesMax && whole > 0 &&
      (rest.empty() || (rest.size() > 1 && rest.front() == '.' &&
                        http::runOf(CharClass::Digit, rest.substr(1)) == rest.size() - 1));
  if (!well_formed) {
    return std::nullopt;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

milliseconds clamped(double wait_ms) {
  constexpr auto kMax = static_cast<double>(milliseconds(kRetryAfterMax).count());
  return milliseconds(static_cast<milliseconds::rep>(std::clamp(wait_ms, 0.0, kMax)));
}

double millisecondsAt(system_clock::time_point when) {
  return std::chrono::duration<double, std::milli>(when.time_since_epoch()).count();
}

// From a number of seconds to wait, or of a point in time.
std::optional<milliseconds> waitOfNumber(std::string_view value, system_clock::time_point now) {
  const auto number = parseNumber(value);
  if (!number) {
    return std::nullopt;
  }
  if (*number > kEpochMilliseconds) {
    return clamped(*number - millisecondsAt(now));
  }
  if (*number > kEpochSeconds) {
    return clamped(*number * 1000 - millisecondsAt(now));
  }
  return clamped(*number * 1000);
}

std::optional<milliseconds> waitOf(std::string_view value, system_clock::time_point now) {
  if (const auto date = http::parseDate(value)) {
    return clamped(millisecondsAt(*date) - millisecondsAt(now));
  }
  return waitOfNumber(value, now);
}

std::optional<milliseconds> waitIn(std::span<const http::Field> fields,
                                   std::string_view name,
                                   system_clock::time_point now) {
  const auto value = http::findField(fields, name);
  return value ? waitOf(*value, now) : std::nullopt;
}

std::optional<std::uint64_t> countIn(std::span<const http::Field> fields, std::string_view name) {
  const auto value = http::findField(fields, name);
  const auto number = value ? parseNumber(*value) : std::nullopt;
  // What is left is compared with calls one by one, so that more than this is as good as all.
  constexpr double kCountMax = 1e9;
  return number ? std::optional(static_cast<std::uint64_t>(std::min(*number, kCountMax)))
                : std::nullopt;
}

}  // namespace

std::optional<milliseconds> retryAfter(int status,
                                       std::span<const http::Field> fields,
                                       system_clock::time_point now) {
  if (const auto wait = waitIn(fields, "retry-after", now)) {
    return wait;
  }
  for (const Family& family : kFamilies) {
    const bool used_up = status == 429 || countIn(fields, family.remaining) == 0U;
    const auto wait = used_up ? waitIn(fields, family.reset, now) : std::nullopt;
    if (wait) {
      return wait;
    }
  }
  return std::nullopt;
}

std::optional<RateWindow> rateWindow(std::span<const http::Field> fields,
                                     system_clock::time_point now) {
  for (const Family& family : kFamilies) {
    const auto remaining = countIn(fields, family.remaining);
    const auto wait = remaining ? waitIn(fields, family.reset, now) : std::nullopt;
    if (wait) {
      return RateWindow{.remaining = *remaining, .ends_in = *wait};
    }
  }
  return std::nullopt;
}

}  // namespace bailey::upstream
