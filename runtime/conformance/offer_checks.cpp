// load.offered, load.not_offered: the manifest against what the plugin does.
#include "conformance/checks.h"
#include "conformance/trial.h"

namespace bailey::conformance {
namespace {

using talkdesk::Failure;
using talkdesk::Operation;

Outcome offered(Trial& trial) {
  std::string asked;
  for (const Operation operation : talkdesk::kOperations) {
    if (!trial.serves(operation) || operation == Operation::Action) {
      continue;  // an action writes; whether it answers is found out with --actions
    }
    const std::string name(talkdesk::nameOf(operation));
    trial.trying(name);
    const Asked answer = trial.caller().ask(operation, requestOf(trial.auth()));
    if (answer.failedWith(Failure::NotSupported)) {
      return failed(name, trial.printable(answer.summary()));
    }
    asked += (asked.empty() ? "" : ", ") + name;
  }
  return asked.empty() ? skipped("the manifest names nothing but actions") : passed(asked);
}

Outcome notOffered(Trial& trial) {
  std::string asked;
  for (const Operation operation : talkdesk::kOperations) {
    if (trial.serves(operation)) {
      continue;
    }
    const std::string name(talkdesk::nameOf(operation));
    trial.trying(name);
    const Asked answer =
        trial.caller().askUndeclared(operation,
                                     operation == Operation::Action ? "conformance_unknown" : "",
                                     requestOf(trial.auth()));
    if (!answer.failedWith(Failure::NotSupported)) {
      return failed(name, trial.printable(answer.summary()));
    }
    asked += (asked.empty() ? "" : ", ") + name;
  }
  return asked.empty() ? skipped("the manifest names every operation") : passed(asked);
}

constexpr Check kChecks[] = {
    {"load.offered",
     "Every operation the manifest names is answered",
     "abi.h, bailey_plugin_entry::manifest",
     "Override the operation in the adapter, or take it out of the manifest",
     "create.accepts",
     &offered},
    {"load.not_offered",
     "An operation the manifest does not name answers BAILEY_NOT_SUPPORTED",
     "abi.h, BAILEY_NOT_SUPPORTED",
     "Add it to the manifest, or Talkdesk will never reach it",
     "create.accepts",
     &notOffered},
};

}  // namespace

std::span<const Check> offerChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
