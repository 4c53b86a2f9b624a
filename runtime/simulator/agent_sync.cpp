#include "simulator/agent_sync.h"

#include "simulator/answer_fields.h"

#include <string>

namespace bailey::simulator {
namespace {

constexpr Rule kStatus{"1.3", "a page of agents is answered with 200"};

}  // namespace

AgentRun runThroughAgents(Session& session, StepRun& step, const BridgeUrl& at) {
  AgentRun run;
  std::size_t pages = 0;
  do {
    step.findings().setPlace("page " + std::to_string(pages + 1));
    // "First request always with null" says the contract's table. (contract.md C7)
    nlohmann::json meta{{"offset", nullptr}};
    if (run.next_offset) {
      meta["offset"] = *run.next_offset;
    }
    const auto answer =
        step.post(Effect::Reads, at, {{"auth", session.credentials.stored}, {"meta", meta}});
    if (!answer || !hasStatus(*answer, {200}, kStatus, step.findings())) {
      break;
    }
    const auto page = readBody(*answer, step.findings());
    if (!page) {
      break;
    }
    checkAgentPage(*page, run, step.findings());
    ++pages;
    step.progress(run.agents.size(), pages);
  } while (run.next_offset);
  step.findings().setPlace("");
  return run;
}

}  // namespace bailey::simulator
