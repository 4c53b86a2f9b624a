// The way of a request through the runtime, as one readable list of stages. The connection calls
// begin() when it has the head, serve() when it has the body, and finish() when the answer is
// decided.
#pragma once

#include "config/settings.h"
#include "generation/active_generation.h"
#include "observability/log.h"
#include "pipeline/access_log.h"
#include "pipeline/action_claims.h"
#include "pipeline/deduplicate.h"
#include "pipeline/dispatch.h"
#include "pipeline/envelope.h"
#include "pipeline/exchange.h"
#include "pipeline/stage.h"
#include "pipeline/worker_pool.h"

#include <memory>
#include <vector>

namespace bailey::pipeline {

// One per event loop; runs on its thread. What it refers to outlives it.
class RequestPath {
public:
  RequestPath(const config::Server& settings,
              const generation::ActiveGeneration& active,
              WorkerPool& workers,
              upstream::Client& client,
              ActionClaims& claims,
              observability::Log& log);

  // Takes over what `settings` says about requests, from the next one on.
  void adopt(const config::Server& settings);

  // REQUIRES: exchange.head and exchange.certificate are set.
  // Answered: no body is wanted; the rest of the request need not be read.
  [[nodiscard]] Step begin(Exchange& exchange);

  // REQUIRES: begin() said Next, and exchange.body is whole.
  [[nodiscard]] Progress serve(const std::shared_ptr<Exchange>& exchange, const Completion& done);

  // The deadline of a deferred request has passed: answers in the plugin's place.
  void expire(Exchange& exchange);

  // One of these three exactly once for every exchange that began: its reply is decided; nobody
  // waits for its reply any more; it did not become a whole request.
  void finish(const Exchange& exchange);

  void finishUnanswered(const Exchange& exchange) { access_log_.writeUnanswered(exchange); }

  // The answer to bytes that are no request, `code` saying in one word why. `exchange` is null when
  // not even the head was good.
  [[nodiscard]] Reply refuseUnparsed(int status, std::string_view code, const Exchange* exchange);

private:
  using Stages = std::vector<std::unique_ptr<Stage>>;

  Step run(const Stages& stages, Exchange& exchange);

  Stages on_head_;
  Stages on_body_;
  Envelope* envelope_;  // one of on_body_
  Dispatch dispatch_;
  Deduplicate deduplicate_;
  AccessLog access_log_;
};

}  // namespace bailey::pipeline
