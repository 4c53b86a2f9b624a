// How a reply gets back to the event loop that waits for it.
#pragma once

#include "pipeline/exchange.h"

#include <functional>
#include <memory>

namespace bailey::pipeline {

// Called once, from any thread, with the reply to a request that was Deferred.
using Completion = std::function<void(std::shared_ptr<Exchange>, Reply)>;

}  // namespace bailey::pipeline
