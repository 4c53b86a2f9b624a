// Values for the inputs of actions, all of them such as the host takes for an input's type.
#pragma once

#include "talkdesk/profile.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::conformance {

nlohmann::json usualValue(const talkdesk::ActionInput& input);

// `data` of a request that fills in as little as it may, or everything.
nlohmann::json mandatoryInputs(const talkdesk::Action& action);
nlohmann::json everyInput(const talkdesk::Action& action);

// The list of a select, without value providers, which stand for what only Talkdesk knows. Empty
// for other types.
std::vector<std::string> choicesOf(const talkdesk::ActionInput& input);

// Every form in which a number, a phone number, a web address or a date may come. Empty for other
// types.
std::vector<nlohmann::json> formsOf(const talkdesk::ActionInput& input);

}  // namespace bailey::conformance
