// answers.actions_*: actions write to the CRM, so all of this waits for --actions.
#include "conformance/checks.h"
#include "conformance/trial.h"

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::InputType;
using talkdesk::Operation;

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

std::string usualValue(const talkdesk::ActionInput& input) {
  switch (input.type) {
    case InputType::Number:
      return "17";
    case InputType::Tel:
      return "+351210000017";
    case InputType::Url:
      return "https://conformance.example/";
    case InputType::Datetime:
      return "2024-03-06T10:00:00Z";
    case InputType::Select:
      return input.format.substr(0, input.format.find(','));
    case InputType::Text:
    case InputType::Textarea:
    case InputType::Unset:
      break;
  }
  return "conformance";
}

json mandatoryInputs(const talkdesk::Action& action) {
  json data = json::object();
  for (const talkdesk::ActionInput& input : action.inputs) {
    if (input.mandatory) {
      data[input.key] = usualValue(input);
    }
  }
  return data;
}

Asked run(Trial& trial, const talkdesk::Action& action, const json& data) {
  return trial.caller().ask(
      Operation::Action, requestOf(trial.auth(), json::object(), data), &action);
}

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
  for (const talkdesk::Action& action : trial.profile().actions) {
    trial.trying("action " + action.name);
    const Asked asked = run(trial, action, mandatoryInputs(action));
    if (!asked.sound()) {
      return failed("action " + action.name, trial.printable(asked.summary()));
    }
  }
  return passed(std::to_string(trial.profile().actions.size()) + " actions");
}

Outcome hostile(Trial& trial) {
  if (auto why = whyNot(trial)) {
    return *why;
  }
  const std::vector<std::pair<std::string, json>> values = {
      {"quotation marks", R"(it's "quoted" \ twice)"},
      {"braces", "{{contact.name}} {0} ${x} }"},
      {"percent signs", "100% %s %n"},
      {"a script", "</script><script>alert(1)</script>"},
      {"a line break", "one\r\ntwo"},
      {"4 KiB", std::string(4096, 'x')},
      {"a number", 17},
      {"an object", {{"a", {1, nullptr}}}}};
  std::size_t tried = 0;
  for (const talkdesk::Action& action : trial.profile().actions) {
    for (const talkdesk::ActionInput& input : action.inputs) {
      for (const auto& [name, value] : values) {
        json data = mandatoryInputs(action);
        data[input.key] = value;
        const std::string place = "action " + action.name + ", " + input.key + " with " + name;
        trial.trying(place);
        const Asked asked = run(trial, action, data);
        if (!asked.sound() && !asked.refused) {
          return failed(place, trial.printable(asked.summary()));
        }
        ++tried;
      }
    }
  }
  return tried == 0 ? skipped("no action has an input") : passed(std::to_string(tried) + " runs");
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
