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
  return replyFrom(exchange,
                   exchange.integration->plugin->handle(
                       callOf(exchange), kPluginBytesPerAnswerByte * answer_bytes_max),
                   writer,
                   answer_bytes_max);
}

// On a worker: runs one request and then gives the bulkhead's next one to the pool.
void work(WorkerPool& workers,
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
  return exchange->integration->execution(exchange->operation) ==
                 plugin_host::Execution::Nonblocking
             ? runHere(exchange, done)
             : runOnWorker(exchange, done);
}

Progress Dispatch::runOnWorker(const std::shared_ptr<Exchange>& exchange, const Completion& done) {
  Bulkhead::Task task =
      [&workers = workers_, exchange, answer_bytes_max = answer_bytes_max_, done] {
        work(workers, exchange, answer_bytes_max, done);
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

Progress Dispatch::runHere(const std::shared_ptr<Exchange>& exchange, const Completion& done) {
  Bulkhead& in_flight = *exchange->integration->in_flight;
  Bulkhead::Task nothing;
  if (in_flight.enter(nothing) != Bulkhead::Entry::Run) {
    exchange->refuse(Failure::Overloaded);
    return Progress::Answered;
  }
  auto answer = exchange->integration->plugin->start(
      callOf(*exchange),
      kPluginBytesPerAnswerByte * answer_bytes_max_,
      client_,
      [this, exchange, done](plugin_host::PluginAnswer came) {
        Reply reply = finishHere(*exchange, std::move(came));
        exchange->pending.reset();
        done(exchange, std::move(reply));
      },
      exchange->pending);
  if (!answer) {
    return Progress::Deferred;
  }
  exchange->pending.reset();
  exchange->reply = finishHere(*exchange, std::move(*answer));
  return Progress::Answered;
}

Reply Dispatch::finishHere(const Exchange& exchange, plugin_host::PluginAnswer answer) {
  (void)exchange.integration->in_flight->leave();
  warnIfHeld(exchange, answer.longest_hold);
  return replyBehindBarrier(
      exchange, [&] { return replyFrom(exchange, std::move(answer), writer_, answer_bytes_max_); });
}

void Dispatch::warnIfHeld(const Exchange& exchange, std::chrono::nanoseconds held) {
  if (held > kLoopHoldMax) {
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
