// answers.agents_*: the CRM's users, page by page.
#include "conformance/checks.h"
#include "conformance/hints.h"
#include "conformance/trial.h"

#include <set>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Operation;

constexpr std::size_t kPagesMax = 10'000;

Outcome notServed() {
  return skipped("the manifest does not name agent_synchronization");
}

Asked askPage(Trial& trial, const json& offset) {
  return trial.caller().ask(Operation::AgentSynchronization,
                            requestOf(trial.auth(), {{"offset", offset}}));
}

// What the host sends on, so that a plugin's text counts as the number it becomes.
json sentPage(const Asked& asked) {
  return json::parse(asked.body, nullptr, /*allow_exceptions=*/false);
}

Outcome run(Trial& trial) {
  if (!trial.serves(Operation::AgentSynchronization)) {
    return notServed();
  }
  std::set<json> ids;
  std::set<json> offsets;
  json offset = nullptr;
  for (std::size_t page = 1; page <= kPagesMax; ++page) {
    const std::string place = "page " + std::to_string(page);
    trial.trying(place);
    const Asked asked = askPage(trial, offset);
    if (!asked.good()) {
      return failed(place, trial.printable(asked.summary()), hintFor(asked));
    }
    const json sent = sentPage(asked);
    for (const json& agent : sent.at("agents")) {
      if (!ids.insert(agent.at("id")).second) {
        return failed(place, trial.printable("agent " + agent.at("id").dump() + " comes again"));
      }
    }
    if (!sent.contains("next_offset")) {
      return passed(std::to_string(page) + (page == 1 ? " page, " : " pages, ") +
                    std::to_string(ids.size()) + " agents");
    }
    offset = sent.at("next_offset");
    if (!offsets.insert(offset).second) {
      return failed(place, "next_offset is that of an earlier page of the run");
    }
  }
  return failed("", "the run does not end after " + std::to_string(kPagesMax) + " pages");
}

Outcome badOffset(Trial& trial) {
  if (!trial.serves(Operation::AgentSynchronization)) {
    return notServed();
  }
  for (const json& offset :
       {json("conformance-garbage"), json(-1), json("0"), json(1'000'000'000)}) {
    const std::string place = "offset " + offset.dump();
    trial.trying(place);
    const Asked asked = askPage(trial, offset);
    if (!asked.good()) {
      return failed(place, trial.printable(asked.summary()));
    }
  }
  return passed("unreadable, negative, as text, and behind the end");
}

constexpr Check kChecks[] = {
    {"answers.agents_run",
     "A run of agent synchronization keeps the contract, names nobody twice and comes to an end",
     "contract 6",
     "next_offset is an integer that grows, and is left out on the last page",
     "create.accepts",
     &run},
    {"answers.agents_bad_offset",
     "Any offset is answered: unreadable, negative, as text, behind the end",
     "contract 6",
     "What cannot be read is 0; behind the end is an empty page",
     "create.accepts",
     &badOffset},
};

}  // namespace

std::span<const Check> agentChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
