// Steps that copy lists, page by page. (contract.md §3, §6)
#include "simulator/answer_fields.h"
#include "simulator/tour_steps.h"

#include <string>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr Rule kContactStatus{"1.3", "a page of contacts is answered with 200"};
constexpr Rule kAgentStatus{"1.3", "a page of agents is answered with 200"};
constexpr Rule kChangesOnly{"3.2",
                            "a run from a checkpoint returns what changed since, not everything"};

std::string pageName(std::size_t page) {
  return "page " + std::to_string(page);
}

// A request repeats the checkpoint its run started with; the answered one is for the next run.
nlohmann::json contactRequest(const TourState& state,
                              const std::string& start,
                              const ContactRun& run) {
  nlohmann::json meta = nlohmann::json::object();
  if (!start.empty()) {
    meta["synchronization_checkpoint"] = start;
  }
  if (run.next_offset) {
    meta["offset"] = *run.next_offset;
    if (!run.context.is_discarded()) {
      meta["context"] = run.context;
    }
  }
  return {{"auth", state.auth}, {"meta", std::move(meta)}};
}

struct ContactPages {
  ContactRun run;
  std::size_t pages = 0;
};

// One run, from `start` (empty: from the beginning) until there is no next page or no way on.
ContactPages runThroughContacts(TourState& state, StepRun& step, const std::string& start) {
  ContactPages result;
  do {
    step.findings().setPlace(pageName(result.pages + 1));
    const auto answer =
        step.post(Effect::Reads, "/contact_sync", contactRequest(state, start, result.run));
    if (!answer || !hasStatus(*answer, {200}, kContactStatus, step.findings())) {
      break;
    }
    const auto page = readBody(*answer, step.findings());
    if (!page) {
      break;
    }
    checkContactPage(*page, result.run, step.findings());
    ++result.pages;
    step.progress(result.run.ids.size(), result.pages);
  } while (result.run.next_offset);
  step.findings().setPlace("");
  return result;
}

}  // namespace

Step synchronizeAllContacts(TourState& state, StepRun& step) {
  ContactPages all = runThroughContacts(state, step, "");
  state.contact_count = all.run.ids.size();
  state.contact_pages = all.pages;
  state.checkpoint = std::move(all.run.checkpoint);
  state.samples = std::move(all.run.samples);
  return step.end("all contacts, with a checkpoint");
}

Step synchronizeChangedContacts(TourState& state, StepRun& step) {
  if (state.checkpoint.empty()) {
    return step.notRun("there is no checkpoint to start from");
  }
  const ContactPages changed = runThroughContacts(state, step, state.checkpoint);
  // A few contacts may come again, those of the checkpoint's own moment; all of them may not. One
  // page can be one moment, so that nothing can be said about it.
  if (state.contact_pages > 1 && changed.run.ids.size() >= state.contact_count) {
    step.findings().broken(kChangesOnly,
                           std::to_string(changed.run.ids.size()) + " contacts came again",
                           std::string_view());
  }
  return step.end("the run from that checkpoint ends");
}

Step synchronizeAgents(TourState& state, StepRun& step) {
  AgentRun run;
  std::size_t pages = 0;
  do {
    step.findings().setPlace(pageName(pages + 1));
    // "First request always with null" says the contract's table. (contract.md C7)
    nlohmann::json meta{{"offset", nullptr}};
    if (run.next_offset) {
      meta["offset"] = *run.next_offset;
    }
    const auto answer =
        step.post(Effect::Reads, "/agent_sync", {{"auth", state.auth}, {"meta", meta}});
    if (!answer || !hasStatus(*answer, {200}, kAgentStatus, step.findings())) {
      break;
    }
    const auto page = readBody(*answer, step.findings());
    if (!page) {
      break;
    }
    checkAgentPage(*page, run, step.findings());
    ++pages;
    step.progress(run.ids.size(), pages);
  } while (run.next_offset);
  state.agent_id = run.first_id;
  return step.end("all agents");
}

}  // namespace bailey::simulator
