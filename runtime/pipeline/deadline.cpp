#include "pipeline/deadline.h"

namespace bailey::pipeline {

// Counts from the whole request on: the time a slow caller takes to send it is bounded elsewhere.
Step Deadline::run(Exchange& exchange) {
  exchange.deadline =
      Clock::now() + exchange.integration->settings.bounds.deadline(exchange.operation);
  return Step::Next;
}

}  // namespace bailey::pipeline
