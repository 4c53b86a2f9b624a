#include "pipeline/offered.h"

#include <optional>

namespace bailey::pipeline {
namespace {

using talkdesk::Failure;
using talkdesk::Operation;

std::optional<Failure> objection(const Exchange& exchange) {
  if (!exchange.integration->isInService()) {
    return Failure::OutOfService;
  }
  const bool served =
      exchange.integration->execution(exchange.operation) != plugin_host::Execution::Unset;
  if (!served || (exchange.operation == Operation::Action && exchange.action == nullptr)) {
    return Failure::UnknownRoute;
  }
  if (exchange.head->method != "POST") {
    return Failure::MethodNotAllowed;
  }
  if (exchange.head->has_content_coding) {
    return Failure::UnsupportedMediaType;
  }
  return std::nullopt;
}

}  // namespace

Step Offered::run(Exchange& exchange) {
  if (const auto failure = objection(exchange)) {
    exchange.refuse(*failure);
    return Step::Answered;
  }
  return Step::Next;
}

}  // namespace bailey::pipeline
