// answers.actions_*: actions write to the CRM, so all of this waits for --actions.
#include "conformance/action_values.h"
#include "conformance/checks.h"
#include "conformance/hints.h"
#include "conformance/trial.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Failure;
using talkdesk::Operation;

// Each leaves a record in the CRM, so their number has a limit however many inputs there are.
constexpr std::size_t kRunsMax = 200;

// One action with what was filled in.
struct Run {
  std::string place;
  const talkdesk::Action* action;
  json data;
};

// Why actions are not run, or nothing.
std::optional<Outcome> whyNot(Trial& trial) {
  if (!trial.serves(Operation::Action)) {
    return skipped("the manifest does not name action");
  }
  if (!trial.subject().actions) {
    return skipped("actions write to the CRM; they are run with --actions");
  }
  if (trial.profile().actions.empty()) {
    return skipped("the integration declares no action");
  }
  return std::nullopt;
}

Asked run(Trial& trial, const talkdesk::Action& action, const json& data) {
  return trial.caller().ask(
      Operation::Action, requestOf(trial.auth(), json::object(), data), &action);
}

// Any text, in an input that may be of another type: the host's own refusal is fine.
std::string whyUnsound(const Run& /*run*/, const Asked& asked) {
  return asked.sound() || asked.refused ? "" : asked.summary();
}

// A value that every host takes.
std::string whyUnsoundOrRefused(const Run& /*run*/, const Asked& asked) {
  return asked.sound() ? "" : asked.summary();
}

// "12 runs, 2 refused, the first of them with action add_note, due: ..."
std::string told(std::size_t done,
                 std::size_t planned,
                 std::size_t refused,
                 const std::string& first) {
  std::string text = std::to_string(done);
  text += done < planned ? " of " + std::to_string(planned) : "";
  text += planned == 1 ? " run" : " runs";
  return refused == 0
             ? text
             : text + ", " + std::to_string(refused) + " refused, the first of them " + first;
}

// Runs them and asks `judge(run, asked)` what is wrong with each; empty is nothing.
template <typename Judge>
Outcome runEach(Trial& trial, const std::vector<Run>& runs, const Judge& judge) {
  const std::size_t count = std::min(runs.size(), kRunsMax);
  std::size_t refused = 0;
  std::string first_refused;
  for (std::size_t at = 0; at < count; ++at) {
    const Run& one = runs[at];
    trial.trying(one.place);
    const Asked asked = run(trial, *one.action, one.data);
    if (const std::string why = judge(one, asked); !why.empty()) {
      return failed(
          one.place, trial.printable(why), asked.rule ? hintForAnswer(*asked.rule) : std::string());
    }
    if (!asked.good() && ++refused == 1) {
      first_refused = one.place + ": " + trial.printable(asked.summary());
    }
  }
  return passed(told(count, runs.size(), refused, first_refused));
}

// One run for each of the named values that `values_of` gives an input, of every input there is.
template <typename ValuesOf>
std::vector<Run> runsWith(const Trial& trial, const ValuesOf& values_of) {
  std::vector<Run> all;
  for (const talkdesk::Action& action : trial.profile().actions) {
    for (const talkdesk::ActionInput& input : action.inputs) {
      for (const auto& [what, value] : values_of(input)) {
        Run one = {"action " + action.name + ", " + input.key + " " + what,
                   &action,
                   mandatoryInputs(action)};
        one.data[input.key] = value;
        all.push_back(std::move(one));
      }
    }
  }
  return all;
}

using NamedValues = std::vector<std::pair<std::string, json>>;

Outcome unknown(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  const Asked asked = trial.caller().askUndeclared(
      Operation::Action,
      "conformance_unknown",
      requestOf(trial.auth(), json::object(), mandatoryInputs(trial.profile().actions.front())));
  return asked.failure && asked.sound()
             ? passed("refused")
             : failed("action conformance_unknown", trial.printable(asked.summary()));
}

Outcome mandatory(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  std::vector<Run> runs;
  for (const talkdesk::Action& action : trial.profile().actions) {
    runs.push_back({"action " + action.name, &action, mandatoryInputs(action)});
  }
  return runEach(trial, runs, &whyUnsoundOrRefused);
}

Outcome optional(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  std::vector<Run> runs = runsWith(trial, [](const talkdesk::ActionInput& input) -> NamedValues {
    return input.mandatory ? NamedValues() : NamedValues{{"given", usualValue(input)}};
  });
  if (runs.empty()) {
    return skipped("no action has an optional input");
  }
  for (const talkdesk::Action& action : trial.profile().actions) {
    if (json all = everyInput(action); all != mandatoryInputs(action)) {
      runs.insert(runs.begin(),
                  {"action " + action.name + " with every input", &action, std::move(all)});
    }
  }
  return runEach(trial, runs, &whyUnsoundOrRefused);
}

// What the integration's file lists must be something the plugin knows: only the CRM may refuse it.
// Where the action is refused anyway, nothing can be said.
Outcome choices(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  const std::vector<Run> runs =
      runsWith(trial, [](const talkdesk::ActionInput& input) -> NamedValues {
        NamedValues values;
        for (const std::string& choice : choicesOf(input)) {
          values.emplace_back("= " + choice, choice);
        }
        return values;
      });
  if (runs.empty()) {
    return skipped("no action has a select with values of its own");
  }
  std::map<const talkdesk::Action*, bool> is_usually_good;
  for (const Run& one : runs) {
    if (!is_usually_good.contains(one.action)) {
      trial.trying("action " + one.action->name);
      is_usually_good[one.action] = run(trial, *one.action, mandatoryInputs(*one.action)).good();
    }
  }
  return runEach(trial, runs, [&](const Run& one, const Asked& asked) -> std::string {
    const bool is_unknown =
        asked.failedWith(Failure::InvalidRequest) && is_usually_good.at(one.action);
    return asked.sound() && !is_unknown ? "" : asked.summary();
  });
}

Outcome forms(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  const std::vector<Run> runs =
      runsWith(trial, [](const talkdesk::ActionInput& input) -> NamedValues {
        NamedValues values;
        for (const json& form : formsOf(input)) {
          values.emplace_back("= " + form.dump(), form);
        }
        return values;
      });
  return runs.empty() ? skipped("no action has a number, tel, url or datetime")
                      : runEach(trial, runs, &whyUnsoundOrRefused);
}

Outcome hostile(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  const NamedValues values = {{"with quotation marks", R"(it's "quoted" \ twice)"},
                              {"with braces", "{{contact.name}} {0} ${x} }"},
                              {"with percent signs", "100% %s %n"},
                              {"with a script", "</script><script>alert(1)</script>"},
                              {"with a line break", "one\r\ntwo"},
                              {"with 4 KiB", std::string(4096, 'x')},
                              {"with a number", 17},
                              {"with an object", {{"a", {1, nullptr}}}}};
  const std::vector<Run> runs =
      runsWith(trial, [&](const talkdesk::ActionInput&) { return values; });
  return runs.empty() ? skipped("no action has an input") : runEach(trial, runs, &whyUnsound);
}

constexpr Check kChecks[] = {
    {"answers.actions_unknown",
     "An action the plugin does not know is refused, and nothing else is done instead",
     "contract 5; abi.h, bailey_request::action",
     "Compare the action's name before doing anything, and throw NotSupported",
     "create.accepts",
     &unknown},
    {"answers.actions_mandatory",
     "An action with its mandatory inputs alone is answered, and is no bug of the plugin's",
     "contract 5",
     "Optional inputs are absent, null or empty when nobody filled them in",
     "create.accepts",
     &mandatory},
    {"answers.actions_optional",
     "An action is answered with every input filled in, and with each optional one alone",
     "contract 5",
     "Which optional inputs come is up to the caller: look at each by itself",
     "create.accepts",
     &optional},
    {"answers.actions_choices",
     "Every value that a select of the integration lists is one the plugin knows",
     "contract 7.3",
     "Take the value out of the integration's file, or translate it for the CRM",
     "create.accepts",
     &choices},
    {"answers.actions_forms",
     "Numbers, phone numbers, web addresses and dates are understood in every form the host passes "
     "on",
     "plugin-api/README.md, Inputs of an action",
     "A number may come as text, a phone number as people write it, a date without time or zone",
     "create.accepts",
     &forms},
    {"answers.actions_hostile",
     "Any text in an input is answered within the contract: quotation marks, braces, percent "
     "signs, "
     "markup, line breaks, 4 KiB",
     "contract 5",
     "Escape for what the text goes into: JSON, SQL, a URL, a template",
     "create.accepts",
     &hostile},
};

}  // namespace

std::span<const Check> actionChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
