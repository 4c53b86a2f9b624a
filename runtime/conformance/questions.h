// One question of every kind, rightly and wrongly asked: for the checks that judge whatever comes
// back rather than one answer.
#pragma once

#include "conformance/trial.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::conformance {

struct Question {
  std::string name;  // "contact_synchronization with wrong credentials"
  talkdesk::Operation operation = talkdesk::Operation::Unset;
  nlohmann::json request;
  const talkdesk::Action* action = nullptr;
};

// Only reads: the operations the plugin serves but actions, with good credentials.
std::vector<Question> goodQuestions(Trial& trial);

// Those with wrong credentials and with nonsense where a plugin has to look, in their place.
std::vector<Question> wrongQuestions(Trial& trial);

// Actions, with good and wrong credentials; none unless actions may run.
std::vector<Question> actionQuestions(Trial& trial);

// All of the above.
std::vector<Question> everyQuestion(Trial& trial);

Asked ask(Caller& caller, const Question& question);

}  // namespace bailey::conformance
