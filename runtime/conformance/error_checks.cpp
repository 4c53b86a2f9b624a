// errors.*: what comes back when there is no answer.
#include "conformance/checks.h"
#include "conformance/questions.h"
#include "talkdesk/message_text.h"

namespace bailey::conformance {
namespace {

// Asks everything and has `judge` say what is wrong with each failure; empty is nothing.
template <typename Judge>
Outcome judgeFailures(Trial& trial, const Judge& judge) {
  std::size_t failures = 0;
  for (const Question& question : everyQuestion(trial)) {
    trial.trying(question.name);
    const Asked asked = ask(trial.caller(), question);
    if (!asked.failure) {
      continue;
    }
    ++failures;
    if (const std::string why = judge(asked); !why.empty()) {
      return failed(question.name, trial.printable(why));
    }
  }
  return failures == 0 ? skipped("nothing that was asked failed")
                       : passed(std::to_string(failures) + " failures");
}

Outcome status(Trial& trial) {
  return judgeFailures(trial, [](const Asked& asked) -> std::string {
    return asked.sound() ? "" : asked.summary();
  });
}

Outcome message(Trial& trial) {
  return judgeFailures(trial, [](const Asked& asked) -> std::string {
    const std::string& said = asked.message;
    return talkdesk::cleanMessage(said) == said
               ? ""
               : "the host has to clean the message, of " + std::to_string(said.size()) +
                     " bytes: " + said;
  });
}

Outcome credentials(Trial& trial) {
  return judgeFailures(trial, [&](const Asked& asked) -> std::string {
    const std::string name = trial.secrets().findIn(asked.message);
    return name.empty() ? "" : "the message holds " + name;
  });
}

constexpr Check kChecks[] = {
    {"errors.status",
     "A failure has a status of abi.h that is an error, and is not the plugin's own bug",
     "abi.h, bailey_status",
     "Throw Error with the code that fits; nothing else leaves an operation",
     "create.accepts",
     &status},
    {"errors.message",
     "A failure's message is one line of valid UTF-8 of at most 200 characters",
     "abi.h, bailey_response::message",
     "One sentence for the person who reads it in Talkdesk, no dump of the CRM's answer",
     "create.accepts",
     &message},
    {"errors.credentials",
     "A failure's message holds no credential and no secret",
     "abi.h, bailey_response::message",
     "A CRM that quotes the key it refused must not bring it into a message",
     "create.accepts",
     &credentials},
};

}  // namespace

std::span<const Check> errorChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
