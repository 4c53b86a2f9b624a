// Finds the integration, operation and action a path means, and takes the lease: from here on the
// plugins of this request cannot change.
#pragma once

#include "generation/active_generation.h"
#include "pipeline/stage.h"

namespace bailey::pipeline {

class Route final : public Stage {
public:
  explicit Route(const generation::ActiveGeneration& active) : active_(active) {}

  Step run(Exchange& exchange) override;

private:
  const generation::ActiveGeneration& active_;
};

}  // namespace bailey::pipeline
