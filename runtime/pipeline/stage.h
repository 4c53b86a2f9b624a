// One step of a request's way through the pipeline.
#pragma once

#include "pipeline/exchange.h"

#include <cstdint>

namespace bailey::pipeline {

enum class Step : std::uint8_t {
  Unset = 0,
  Next,      // go on with the stage behind this one
  Answered,  // exchange.reply is set; no further stage runs
};

// Stages belong to one event loop and run on its thread, so they may keep state without a lock.
// They never wait for anything.
class Stage {
public:
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  Stage(Stage&&) = delete;
  Stage& operator=(Stage&&) = delete;
  virtual ~Stage() = default;

  [[nodiscard]] virtual Step run(Exchange& exchange) = 0;
};

}  // namespace bailey::pipeline
