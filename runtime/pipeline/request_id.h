// Gives every request a name that its log lines, its answer and its plugin share.
#pragma once

#include "pipeline/stage.h"

#include <cstdint>

namespace bailey::pipeline {

// Takes over the caller's X-Request-Id when it is harmless, else makes one: 8 random hexadecimal
// digits for this loop, a dash, a count.
class RequestId final : public Stage {
public:
  RequestId();

  Step run(Exchange& exchange) override;

private:
  std::string prefix_;
  std::uint64_t count_ = 0;
};

}  // namespace bailey::pipeline
