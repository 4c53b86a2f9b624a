// How long a CRM wants to be left alone, read from its answer in every form that CRMs have for it:
// seconds, a date, a time of day as a number. (crm.md §0; RFC 9110 §10.2.3)
#pragma once

#include "http/head.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace bailey::upstream {

// Nothing a CRM says counts for longer.
inline constexpr std::chrono::hours kRetryAfterMax{24};

// From Retry-After whatever the status; else, when the calls of its window are used up (none
// remaining, or status 429), from the time at which the window ends: X-RateLimit-Reset and its
// cousins. Between 0 and kRetryAfterMax. Nothing if no field says it, or none intelligibly.
std::optional<std::chrono::milliseconds> retryAfter(int status,
                                                    std::span<const http::Field> fields,
                                                    std::chrono::system_clock::time_point now);

// What is left of the window that a CRM counts calls in.
struct RateWindow {
  std::uint64_t remaining = 0;
  std::chrono::milliseconds ends_in{0};  // between 0 and kRetryAfterMax
};

// From X-RateLimit-Remaining and -Reset and their cousins; nothing unless one family has both.
std::optional<RateWindow> rateWindow(std::span<const http::Field> fields,
                                     std::chrono::system_clock::time_point now);

}  // namespace bailey::upstream
