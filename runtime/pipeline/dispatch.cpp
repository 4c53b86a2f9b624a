#include "pipeline/dispatch.h"

#include "pipeline/exception_barrier.h"
#include "pipeline/plugin_call.h"
#include "pipeline/refusal_reply.h"

#include <chrono>
#include <utility>

namespace bailey::pipeline {
namespace {

using generation::Bulkhead;
using talkdesk::Failure;

// A plugin that holds the event loop longer than this delays everybody on it.
constexpr std::chrono::milliseconds kLoopHoldMax{10};

Reply callOnWorker(const Exchange& exchange, std::size_t answer_bytes_max) {
  // It waited too long in the queue, and the CRM knows nothing of it.
  if (exchange.is_claimed) {
    if (Clock::now() >= exchange.deadline) {
      return refusalReply(exchange, Failure::Overloaded);
    }
  } else if (exchange.cancelled.load(std::memory_order_relaxed)) {
    return refusalReply(exchange, Failure::DeadlineExceeded);
  }
  talkdesk::AnswerWriter writer;
  return callPlugin(exchange, writer, answer_bytes_max);
}

// Runs one request on a worker and then gives the bulkhead's next one to the pool.
void runOnWorker(WorkerPool& workers,
                 const std::shared_ptr<Exchange>& exchange,
                 std::size_t answer_bytes_max,
                 const Completion& done) {
  Reply reply =
      replyBehindBarrier(*exchange, [&] { return callOnWorker(*exchange, answer_bytes_max); });
  Bulkhead& bulkhead = *exchange->integration->bulkhead;
  if (auto next = bulkhead.leave()) {
    workers.post(std::move(*next));
  }
  done(exchange, std::move(reply));
}

}  // namespace

Progress Dispatch::run(const std::shared_ptr<Exchange>& exchange, const Completion& done) {
  if (exchange->integration->execution(exchange->operation) ==
      plugin_host::Execution::Nonblocking) {
    runHere(*exchange);
    return Progress::Answered;
  }
  Bulkhead::Task task =
      [&workers = workers_, exchange, answer_bytes_max = answer_bytes_max_, done] {
        runOnWorker(workers, exchange, answer_bytes_max, done);
      };
  switch (exchange->integration->bulkhead->enter(task)) {
    case Bulkhead::Entry::Run:
      workers_.post(std::move(task));
      return Progress::Deferred;
    case Bulkhead::Entry::Wait:
      return Progress::Deferred;
    default:
      exchange->refuse(Failure::Overloaded);
      return Progress::Answered;
  }
}

void Dispatch::runHere(Exchange& exchange) {
  const auto begin = Clock::now();
  exchange.reply = callPlugin(exchange, writer_, answer_bytes_max_);
  if (const auto held = Clock::now() - begin; held > kLoopHoldMax) {
    log_.write(observability::Level::Warn, "loop_held", [&](JsonWriter& json) {
      json.member("integration", exchange.integration->settings.name)
          .member("plugin", exchange.integration->settings.plugin)
          .member("operation", talkdesk::nameOf(exchange.operation));
      json.key("held_ms").value(
          std::chrono::duration_cast<std::chrono::milliseconds>(held).count());
      json.member("message", "its manifest calls this operation nonblocking, but it waits");
    });
  }
}

}  // namespace bailey::pipeline
