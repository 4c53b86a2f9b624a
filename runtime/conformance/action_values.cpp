#include "conformance/action_values.h"

#include "talkdesk/json_reading.h"
#include "talkdesk/value_provider.h"

#include <algorithm>
#include <string_view>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::InputType;

}  // namespace

json usualValue(const talkdesk::ActionInput& input) {
  if (const auto choices = choicesOf(input); !choices.empty()) {
    return choices.front();
  }
  const auto forms = formsOf(input);
  return forms.empty() ? json("conformance") : forms.front();
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

json everyInput(const talkdesk::Action& action) {
  json data = json::object();
  for (const talkdesk::ActionInput& input : action.inputs) {
    data[input.key] = usualValue(input);
  }
  return data;
}

std::vector<std::string> choicesOf(const talkdesk::ActionInput& input) {
  std::vector<std::string> choices;
  if (input.type != InputType::Select) {
    return choices;
  }
  for (std::string_view list = input.format; !list.empty();) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view choice = talkdesk::trimmed(list.substr(0, comma));
    if (!choice.empty() && !talkdesk::isValueProvider(choice)) {
      choices.emplace_back(choice);
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return choices;
}

std::vector<json> formsOf(const talkdesk::ActionInput& input) {
  switch (input.type) {
    case InputType::Number:
      return {"17", 17, 0, "-3"};
    case InputType::Tel:
      return {"+351210000017", "210 000 017", "(021) 000-0017", "+351 210 000 017 ext. 12"};
    case InputType::Url:
      return {"https://conformance.example/", "http://conformance.example:8080/a%20b?c=d&e=f#g"};
    case InputType::Datetime:
      return {
          "2024-03-06T10:00:00Z", "2024-03-06", "2024-03-06T10:00:00", "2024-03-06T10:00:00+01:00"};
    case InputType::Text:
    case InputType::Textarea:
    case InputType::Select:
    case InputType::Unset:
      break;
  }
  return {};
}

}  // namespace bailey::conformance
