// How long to wait before a call is tried again: anything between nothing and a time that doubles.
// All of it is left to chance, as callers that failed together would otherwise come back together.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace bailey::upstream {

struct BackoffRules {
  std::chrono::milliseconds first{100};  // the first delay is at most this
  std::chrono::milliseconds max{2'000};  // and none is more than this
};

// 64 bits that nobody can foresee, at each call.
using RandomSource = std::function<std::uint64_t()>;

// The delay before the try that follows `failed` failed ones. REQUIRES: failed >= 1, and neither
// time of `rules` is below 0.
std::chrono::nanoseconds backoffDelay(int failed,
                                      const BackoffRules& rules,
                                      const RandomSource& random);

}  // namespace bailey::upstream
