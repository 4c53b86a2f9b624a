#include "talkdesk/action_inputs.h"

#include "talkdesk/input_value.h"
#include "talkdesk/json_reading.h"
#include "talkdesk/json_writer.h"
#include "talkdesk/value_provider.h"

#include "bailey/json.hpp"

#include <algorithm>
#include <cstddef>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

std::string titleOf(const ActionInput& input) {
  return "input \"" + input.name + "\" (" + input.key + ")";
}

Problem invalid(const ActionInput& input, const std::string& clause) {
  return {Failure::InvalidInput, "The " + titleOf(input) + " " + clause + "."};
}

bool isUnresolved(dom::element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS && isValueProvider(text);
}

// The value of each input, in their order. A second one for the same input is a problem: the plugin
// might look at the one that was not checked.
MaybeProblem findValues(const std::optional<dom::object>& data,
                        const Action& action,
                        std::vector<std::optional<dom::element>>& values) {
  values.resize(action.inputs.size());
  if (!data) {
    return std::nullopt;
  }
  for (const dom::key_value_pair member : *data) {
    for (std::size_t at = 0; at < action.inputs.size(); ++at) {
      if (action.inputs[at].key != member.key) {
        continue;
      }
      if (values[at]) {
        return invalid(action.inputs[at], "is given twice");
      }
      values[at] = member.value;
    }
  }
  return std::nullopt;
}

// The value of a select as its list spells it, when it came otherwise.
void noteSpelling(const ActionInput& input, dom::element value, std::vector<InputChange>& changes) {
  ScalarText scalar;
  const auto text = scalarText(value, scalar);
  const auto spelling = text ? spellingInSelect(input, *text) : std::nullopt;
  if (spelling && *spelling != *text) {
    changes.push_back({input.key, std::string(*spelling)});
  }
}

MaybeProblem readInput(const ActionInput& input,
                       const std::optional<dom::element>& value,
                       std::vector<InputChange>& changes) {
  const bool is_unresolved = value && isUnresolved(*value);
  if (!value || isBlank(*value) || is_unresolved) {
    if (input.mandatory) {
      return Problem{Failure::MissingInput, "The mandatory " + titleOf(input) + " is missing."};
    }
    if (is_unresolved) {
      changes.push_back({input.key, std::nullopt});
    }
    return std::nullopt;
  }
  if (!takesValue(input, *value)) {
    return invalid(input, "must be " + expectedOf(input));
  }
  if (input.type == InputType::Select) {
    noteSpelling(input, *value, changes);
  }
  return std::nullopt;
}

}  // namespace

bool isBlank(dom::element value) {
  std::string_view text;
  return value.is_null() || (value.get(text) == simdjson::SUCCESS && trimmed(text).empty());
}

MaybeProblem readInputs(const std::optional<dom::object>& data,
                        const Action& action,
                        std::vector<InputChange>& changes) {
  std::vector<std::optional<dom::element>> values;
  if (auto problem = findValues(data, action, values)) {
    return problem;
  }
  for (std::size_t at = 0; at < values.size(); ++at) {
    if (auto problem = readInput(action.inputs[at], values[at], changes)) {
      return problem;
    }
  }
  return std::nullopt;
}

std::string withChanges(std::string_view body, const std::vector<InputChange>& changes) {
  const JsonView data = JsonView(body)["data"];
  const std::string_view before =
      body.substr(0, static_cast<std::size_t>(data.json().data() - body.data()));
  std::size_t spelling_bytes = 0;
  for (const InputChange& change : changes) {
    spelling_bytes += change.spelling ? change.spelling->size() : 0;
  }
  std::string changed;
  changed.reserve(body.size() + spelling_bytes + simdjson::SIMDJSON_PADDING);
  changed.append(before).push_back('{');
  bool is_first = true;
  data.forEachMember([&](std::string_view raw_name, JsonView value) {
    const auto change =
        std::find_if(changes.begin(), changes.end(), [raw_name](const InputChange& candidate) {
          return JsonView::isName(raw_name, candidate.key);
        });
    if (change != changes.end() && !change->spelling) {
      return true;
    }
    changed.append(is_first ? "\"" : ",\"").append(raw_name).append("\":");
    is_first = false;
    if (change == changes.end()) {
      changed.append(value.json());
    } else {
      appendJsonString(changed, *change->spelling);
    }
    return true;
  });
  changed.push_back('}');
  changed.append(body.substr(before.size() + data.json().size()));
  return changed;
}

}  // namespace bailey::talkdesk
