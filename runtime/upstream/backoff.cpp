#include "upstream/backoff.h"

#include <algorithm>
#include <cassert>

namespace bailey::upstream {

std::chrono::nanoseconds backoffDelay(int failed,
                                      const BackoffRules& rules,
                                      const RandomSource& random) {
  assert(failed >= 1 && rules.first.count() >= 0 && rules.max.count() >= 0);
  std::chrono::nanoseconds ceiling = std::min(rules.first, rules.max);
  for (int i = 1; i < failed && ceiling < rules.max; ++i) {
    ceiling = ceiling.count() == 0 ? rules.max
                                   : std::min<std::chrono::nanoseconds>(ceiling * 2, rules.max);
  }
  // The remainder favours small delays by less than one in a million.
  const auto choices = static_cast<std::uint64_t>(ceiling.count()) + 1;
  return std::chrono::nanoseconds(static_cast<std::chrono::nanoseconds::rep>(random() % choices));
}

}  // namespace bailey::upstream
