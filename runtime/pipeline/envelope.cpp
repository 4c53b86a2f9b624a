#include "pipeline/envelope.h"

#include "pipeline/refusal_reply.h"

#include <utility>

namespace bailey::pipeline {

Step Envelope::run(Exchange& exchange) {
  auto facts = reader_.read(exchange.body,
                            exchange.operation,
                            exchange.integration->settings.profile,
                            exchange.action,
                            limits_);
  if (!facts.ok()) {
    exchange.reply = replyFrom(facts.error());
    return Step::Answered;
  }
  exchange.facts = std::move(facts.value());
  if (exchange.facts.rewritten_body) {
    exchange.replaceBody(std::move(*exchange.facts.rewritten_body));
    exchange.facts.rewritten_body.reset();
    exchange.facts.body = exchange.body;
  }
  return Step::Next;
}

}  // namespace bailey::pipeline
