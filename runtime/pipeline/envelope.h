// Reads the body as the contract has it, and refuses what no plugin should have to look at.
#pragma once

#include "pipeline/stage.h"
#include "talkdesk/request_reader.h"

namespace bailey::pipeline {

class Envelope final : public Stage {
public:
  explicit Envelope(talkdesk::JsonLimits limits) : limits_(limits) {}

  // From the next request on.
  void limit(talkdesk::JsonLimits limits) { limits_ = limits; }

  Step run(Exchange& exchange) override;

private:
  talkdesk::JsonLimits limits_;
  talkdesk::RequestReader reader_;
};

}  // namespace bailey::pipeline
