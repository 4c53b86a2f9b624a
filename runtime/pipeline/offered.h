// Refuses, before a byte of body is kept, what this integration does not offer: anything while it
// is out of service, operations its plugin does not serve, unknown actions, methods other than
// POST, coded bodies.
#pragma once

#include "pipeline/stage.h"

namespace bailey::pipeline {

class Offered final : public Stage {
public:
  Step run(Exchange& exchange) override;
};

}  // namespace bailey::pipeline
