// Lets an action that is asked for several times in the same words run once.
#pragma once

#include "pipeline/action_claims.h"
#include "pipeline/dispatch.h"

#include <memory>

namespace bailey::pipeline {

// Stands before Dispatch; one per event loop, and runs on its thread. Requests whose action does
// not ask for it go straight through.
class Deduplicate {
public:
  // Both outlive this and every request it saw.
  Deduplicate(ActionClaims& claims, Dispatch& dispatch) : claims_(claims), dispatch_(dispatch) {}

  // As Dispatch::run().
  [[nodiscard]] Progress run(const std::shared_ptr<Exchange>& exchange, const Completion& done);

private:
  Progress runClaimed(const std::shared_ptr<Exchange>& exchange,
                      const ActionKey& key,
                      const Completion& done);

  ActionClaims& claims_;
  Dispatch& dispatch_;
};

}  // namespace bailey::pipeline
