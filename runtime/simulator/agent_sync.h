// One run of the agent synchronization, page after page. (contract.md §6)
#pragma once

#include "simulator/answer_rules.h"
#include "simulator/session.h"
#include "simulator/step_run.h"

namespace bailey::simulator {

AgentRun runThroughAgents(Session& session, StepRun& step, const BridgeUrl& at);

}  // namespace bailey::simulator
