#include "pipeline/record_outcome.h"

namespace bailey::pipeline {
namespace {

using generation::Outcome;
using talkdesk::Failure;

Outcome outcomeOf(Failure failure) {
  switch (failure) {
    case Failure::PluginMisbehaved:
    case Failure::Internal:
      return Outcome::Broke;
    case Failure::Unavailable:
    case Failure::DeadlineExceeded:
      return Outcome::CrmFailed;
    default:
      return Outcome::Good;
  }
}

// What was refused before the plugin was asked.
bool isFromPlugin(const Exchange& exchange) {
  return exchange.integration != nullptr && exchange.deadline != Clock::time_point() &&
         exchange.reply.failure != Failure::Overloaded && !exchange.reply.is_duplicate;
}

}  // namespace

void recordOutcome(const Exchange& exchange) {
  if (isFromPlugin(exchange)) {
    exchange.integration->outcomes->record(
        outcomeOf(exchange.reply.failure),
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - exchange.started));
  }
}

}  // namespace bailey::pipeline
