// Lets only those callers on that the integration's file describes. Whoever is not gets the same
// answer as for a route that does not exist, so that probing tells nothing. (contract.md N1)
#pragma once

#include "pipeline/stage.h"

namespace bailey::pipeline {

class Authenticate final : public Stage {
public:
  Step run(Exchange& exchange) override;
};

}  // namespace bailey::pipeline
