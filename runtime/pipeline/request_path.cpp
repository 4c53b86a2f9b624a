#include "pipeline/request_path.h"

#include "pipeline/authenticate.h"
#include "pipeline/deadline.h"
#include "pipeline/exception_barrier.h"
#include "pipeline/offered.h"
#include "pipeline/record_outcome.h"
#include "pipeline/refusal_reply.h"
#include "pipeline/request_id.h"
#include "pipeline/route.h"

#include <utility>

namespace bailey::pipeline {
namespace {

talkdesk::JsonLimits jsonLimits(const config::Limits& limits) {
  return {limits.json_depth, limits.json_members, limits.json_string_bytes};
}

}  // namespace

RequestPath::RequestPath(const config::Server& settings,
                         const generation::ActiveGeneration& active,
                         WorkerPool& workers,
                         upstream::Client& client,
                         ActionClaims& claims,
                         observability::Log& log)
    : dispatch_(workers, client, settings.limits.answer_bytes, log),
      deduplicate_(claims, dispatch_),
      access_log_(log, settings.log.access) {
  // Before a byte of the body is kept:
  on_head_.push_back(std::make_unique<RequestId>());     // first, so that every refusal has one
  on_head_.push_back(std::make_unique<Route>(active));   // takes the lease: plugins stay from here
  on_head_.push_back(std::make_unique<Authenticate>());  // needs the route's integration
  on_head_.push_back(std::make_unique<Offered>());       // says what exists only to who may know

  // With the whole body:
  on_body_.push_back(std::make_unique<Deadline>());  // the clock the plugin sees starts here
  auto envelope = std::make_unique<Envelope>(jsonLimits(settings.limits));
  envelope_ = envelope.get();
  on_body_.push_back(std::move(envelope));
}

void RequestPath::adopt(const config::Server& settings) {
  envelope_->limit(jsonLimits(settings.limits));
  dispatch_.allowAnswerBytes(settings.limits.answer_bytes);
  access_log_.writeEveryRequest(settings.log.access);
}

Step RequestPath::begin(Exchange& exchange) {
  return run(on_head_, exchange);
}

Progress RequestPath::serve(const std::shared_ptr<Exchange>& exchange, const Completion& done) {
  if (run(on_body_, *exchange) == Step::Answered) {
    return Progress::Answered;
  }
  Progress progress = Progress::Answered;
  Reply failed = replyBehindBarrier(*exchange, [&] {
    progress = deduplicate_.run(exchange, done);
    return Reply{};
  });
  if (failed.status != 0) {
    exchange->reply = std::move(failed);
  }
  return progress;
}

void RequestPath::expire(Exchange& exchange) {
  exchange.cancel();
  exchange.refuse(talkdesk::Failure::DeadlineExceeded);
}

void RequestPath::finish(const Exchange& exchange) {
  recordOutcome(exchange);
  access_log_.write(exchange);
}

Reply RequestPath::refuseUnparsed(int status, std::string_view code, const Exchange* exchange) {
  access_log_.writeUnparsed(status, code, exchange);
  return unparsedReply(status, code);
}

Step RequestPath::run(const Stages& stages, Exchange& exchange) {
  Step step = Step::Next;
  Reply failed = replyBehindBarrier(exchange, [&] {
    for (const auto& stage : stages) {
      step = stage->run(exchange);
      if (step == Step::Answered) {
        break;
      }
    }
    return Reply{};
  });
  if (failed.status != 0) {
    exchange.reply = std::move(failed);
    return Step::Answered;
  }
  return step;
}

}  // namespace bailey::pipeline
