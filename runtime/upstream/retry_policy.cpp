#include "upstream/retry_policy.h"

#include <chrono>

namespace bailey::upstream {
namespace {

using std::chrono::milliseconds;

constexpr int kAttemptsMax = 3;

constexpr int kTooManyRequests = 429;
constexpr int kBadGateway = 502;
constexpr int kServiceUnavailable = 503;
constexpr int kGatewayTimeout = 504;

// The same request may well succeed in a moment.
bool isPassing(const Attempt& attempt) {
  switch (attempt.trouble) {
    case Trouble::Connect:
    case Trouble::TlsFailed:
    case Trouble::Closed:
      return true;
    case Trouble::None:
      return attempt.status == kTooManyRequests || attempt.status == kBadGateway ||
             attempt.status == kServiceUnavailable || attempt.status == kGatewayTimeout;
    default:
      return false;
  }
}

}  // namespace

std::optional<milliseconds> retryDelay(const Attempt& attempt,
                                       milliseconds remaining,
                                       const RandomSource& random) {
  if (!isPassing(attempt) || (attempt.sent && !attempt.may_repeat)) {
    return std::nullopt;
  }
  if (attempt.on_used_connection && attempt.trouble == Trouble::Closed) {
    return milliseconds::zero();  // says nothing about the CRM
  }
  if (attempt.number >= kAttemptsMax) {
    return std::nullopt;
  }
  milliseconds delay = attempt.retry_after;
  if (delay == milliseconds::zero()) {
    delay = std::chrono::ceil<milliseconds>(backoffDelay(attempt.number, BackoffRules(), random));
  }
  // There must be time left for an answer.
  return delay < remaining / 2 ? std::optional(delay) : std::nullopt;
}

}  // namespace bailey::upstream
