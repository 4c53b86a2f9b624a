// Sets the instant until which this request must be answered.
#pragma once

#include "pipeline/stage.h"

namespace bailey::pipeline {

class Deadline final : public Stage {
public:
  Step run(Exchange& exchange) override;
};

}  // namespace bailey::pipeline
