// Steps that copy lists, page by page. (contract.md §3, §6)
#include "simulator/agent_sync.h"
#include "simulator/contact_sync.h"
#include "simulator/tour_steps.h"

#include <string>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr Rule kChangesOnly{"3.2",
                            "a run from a checkpoint returns what changed since, not everything"};

}  // namespace

Step synchronizeAllContacts(TourState& state, StepRun& step) {
  const auto at = state.session.bridge.endpoints().of(Operation::ContactSync);
  if (!at) {
    return step.notApplicable("contact synchronization is not offered");
  }
  ContactPages all = runThroughContacts(state.session, step, {*at, ""});
  state.contact_count = all.run.digests.size();
  state.contact_pages = all.pages.size();
  state.checkpoint = std::move(all.run.checkpoint);
  state.samples = std::move(all.run.samples);
  return step.end("all contacts, with a checkpoint");
}

Step synchronizeChangedContacts(TourState& state, StepRun& step) {
  const auto at = state.session.bridge.endpoints().of(Operation::ContactSync);
  if (!at) {
    return step.notApplicable("contact synchronization is not offered");
  }
  if (state.checkpoint.empty()) {
    return step.notRun("there is no checkpoint to start from");
  }
  const ContactPages changed = runThroughContacts(state.session, step, {*at, state.checkpoint});
  // A few contacts may come again, those of the checkpoint's own moment; all of them may not. One
  // page can be one moment, so that nothing can be said about it.
  if (state.contact_pages > 1 && changed.run.digests.size() >= state.contact_count) {
    step.findings().broken(kChangesOnly,
                           std::to_string(changed.run.digests.size()) + " contacts came again",
                           std::string_view());
  }
  return step.end("the run from that checkpoint ends");
}

Step synchronizeAgents(TourState& state, StepRun& step) {
  const auto at = state.session.bridge.endpoints().of(Operation::AgentSync);
  if (!at) {
    return step.notApplicable("agent synchronization is not offered");
  }
  const AgentRun run = runThroughAgents(state.session, step, *at);
  if (!run.agents.empty()) {
    state.agent_id = run.agents.front().id;
  }
  return step.end("all agents");
}

}  // namespace bailey::simulator
