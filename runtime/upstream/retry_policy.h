// Whether a request is made once more, and when. Pure.
#pragma once

#include "upstream/backoff.h"
#include "upstream/trouble.h"

#include <chrono>
#include <optional>

namespace bailey::upstream {

// What came of an attempt.
struct Attempt {
  int number = 1;                   // the first is 1
  bool may_repeat = false;          // the request does no harm twice
  bool sent = false;                // bytes of it have left
  bool on_used_connection = false;  // which the CRM may have given up at that very moment
  Trouble trouble = Trouble::None;  // None: `status` was answered
  int status = 0;
  std::chrono::seconds retry_after{};  // as the CRM asked; 0: it did not
};

// Nothing: its outcome is the last word. Otherwise how long to wait before the next one, which is
// always over before `remaining` is.
// (reliability.md §4 "429, 503"; RFC 9110 §9.2.2)
std::optional<std::chrono::milliseconds> retryDelay(const Attempt& attempt,
                                                    std::chrono::milliseconds remaining,
                                                    const RandomSource& random);

}  // namespace bailey::upstream
