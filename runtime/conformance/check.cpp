#include "conformance/check.h"

#include <utility>

namespace bailey::conformance {

std::string_view nameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed:
      return "passed";
    case Verdict::Failed:
      return "failed";
    case Verdict::Skipped:
      return "skipped";
    case Verdict::Unset:
      break;
  }
  return "unset";
}

Outcome passed(std::string seen) {
  return {Verdict::Passed, {}, std::move(seen)};
}

Outcome failed(std::string place, std::string seen, std::string hint) {
  return {Verdict::Failed, std::move(place), std::move(seen), std::move(hint)};
}

Outcome skipped(std::string reason) {
  return {Verdict::Skipped, {}, std::move(reason)};
}

Outcome skippedForAuth(std::string reason) {
  Outcome outcome = skipped(std::move(reason));
  outcome.wants_auth = true;
  return outcome;
}

std::string_view groupOf(const Check& check) {
  return check.id.substr(0, check.id.find('.'));
}

}  // namespace bailey::conformance
