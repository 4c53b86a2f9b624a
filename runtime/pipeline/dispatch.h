// Brings a request to its plugin: on this loop when the manifest says that the operation holds no
// thread, else through the integration's bulkhead to a worker.
#pragma once

#include "observability/log.h"
#include "pipeline/completion.h"
#include "pipeline/exchange.h"
#include "pipeline/worker_pool.h"
#include "plugin_host/plugin_call.h"
#include "talkdesk/answer_writer.h"
#include "upstream/client.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace bailey::pipeline {

enum class Progress : std::uint8_t {
  Unset = 0,
  Answered,  // exchange.reply is set
  Deferred,  // a Completion will bring the reply
};

// One per event loop; runs on its thread.
class Dispatch {
public:
  // All outlive it and every request it saw.
  Dispatch(WorkerPool& workers,
           upstream::Client& client,
           std::size_t answer_bytes_max,
           observability::Log& log)
      : workers_(workers),
        client_(client),
        answer_bytes_max_(answer_bytes_max),
        log_(log) {}

  // From the next request on.
  void allowAnswerBytes(std::size_t max) { answer_bytes_max_ = max; }

  [[nodiscard]] Progress run(const std::shared_ptr<Exchange>& exchange, const Completion& done);

private:
  Progress runHere(const std::shared_ptr<Exchange>& exchange, const Completion& done);
  Progress runOnWorker(const std::shared_ptr<Exchange>& exchange, const Completion& done);
  Reply finishHere(const Exchange& exchange, plugin_host::PluginAnswer answer);
  void warnIfHeld(const Exchange& exchange, std::chrono::nanoseconds held);

  WorkerPool& workers_;
  upstream::Client& client_;
  std::size_t answer_bytes_max_;
  observability::Log& log_;
  talkdesk::AnswerWriter writer_;
};

}  // namespace bailey::pipeline
