// secrets.*: what was given in confidence comes out nowhere.
#include "conformance/checks.h"
#include "conformance/creation.h"
#include "conformance/questions.h"
#include "conformance/settings_mutation.h"

#include <unistd.h>

#include <cstdio>

namespace bailey::conformance {
namespace {

using talkdesk::Operation;

constexpr std::size_t kMutationsMax = 60;

void askEverything(Trial& trial) {
  for (const Question& question : everyQuestion(trial)) {
    trial.trying(question.name);
    ask(trial.caller(), question);
  }
}

Outcome logs(Trial& trial) {
  askEverything(trial);
  const std::string name = trial.secrets().findIn(trial.recorder().lines());
  return name.empty() ? passed("in no log line") : failed("a log line", "it holds " + name);
}

Outcome output(Trial& trial) {
  askEverything(trial);
  std::fflush(stdout);
  std::fflush(stderr);
  const std::string name = trial.secrets().findIn(contentOf(STDOUT_FILENO));
  return name.empty() ? passed("not in what it prints")
                      : failed("standard output or standard error", "it holds " + name);
}

Outcome answers(Trial& trial) {
  for (const Question& question : everyQuestion(trial)) {
    if (question.operation == Operation::AuthValidation) {
      continue;  // its answer is what Talkdesk is to store
    }
    trial.trying(question.name);
    const std::string name = trial.secrets().findSecretIn(ask(trial.caller(), question).text);
    if (!name.empty()) {
      return failed(question.name, "the answer holds " + name);
    }
  }
  return passed("in no answer but auth validation's");
}

// With the settings' outer members mistaken, as that is what complaints come from.
Outcome complaints(Trial& trial) {
  for (const Mutation& mutation :
       mutationsOf(trial.subject().integration.settings, kMutationsMax)) {
    const std::string place = "settings with " + mutation.where.to_string() + " " + mutation.what;
    trial.trying(place);
    const Creation creation = tryToCreate(trial, mutation.settings);
    if (const std::string name = trial.secrets().findSecretIn(creation.complaints); !name.empty()) {
      return failed(place, "a complaint holds " + name);
    }
  }
  const std::string name = trial.secrets().findIn(trial.recorder().lines());
  return name.empty() ? passed("in no complaint")
                      : failed("a log line of create()", "it holds " + name);
}

constexpr Check kChecks[] = {
    {"secrets.logs",
     "No credential of a request and no secret is in a log line",
     "abi.h, bailey_host::log",
     "Log the request's id and what happened, never what came in auth",
     "create.accepts",
     &logs},
    {"secrets.output",
     "Nor in what the plugin prints by itself",
     "abi.h, bailey_host::log",
     "Print nothing; log through the host",
     "create.accepts",
     &output},
    {"secrets.answers",
     "Nor in an answer but auth validation's",
     "plugin-api/README.md",
     "Credentials go to the CRM and nowhere else; no link carries a token",
     "create.accepts",
     &answers},
    {"secrets.complaints",
     "Nor in a complaint about settings, or what create() logs",
     "errors.hpp, InvalidSettings::Complaint",
     "Do not repeat values, and do not ask for secrets before they are needed",
     "create.accepts",
     &complaints},
};

}  // namespace

std::span<const Check> secretChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
