#include "conformance/questions.h"

#include "conformance/action_values.h"

#include <iterator>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Operation;

std::string nameOf(Operation operation, std::string_view how) {
  return std::string(talkdesk::nameOf(operation)) + " " + std::string(how);
}

void append(std::vector<Question>& all, std::vector<Question> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

json nonsense() {
  return {{"synchronization_checkpoint", "conformance-garbage"},
          {"offset", "conformance-garbage"},
          {"context", {{"conformance", true}}},
          {"interaction_types", json::array({"conformance_unknown"})}};
}

json nobody() {
  return {{"contact_external_id", "conformance-nobody"}};
}

}  // namespace

std::vector<Question> goodQuestions(Trial& trial) {
  std::vector<Question> questions;
  for (const Operation operation : talkdesk::kOperations) {
    if (trial.serves(operation) && operation != Operation::Action) {
      questions.push_back(
          {nameOf(operation, "rightly asked"), operation, requestOf(trial.auth()), nullptr});
    }
  }
  return questions;
}

std::vector<Question> wrongQuestions(Trial& trial) {
  std::vector<Question> questions;
  const auto bad = trial.subject().badAuth();
  for (const Question& good : goodQuestions(trial)) {
    if (bad) {
      questions.push_back({nameOf(good.operation, "with wrong credentials"),
                           good.operation,
                           requestOf(*bad),
                           nullptr});
    }
    questions.push_back({nameOf(good.operation, "with nonsense"),
                         good.operation,
                         requestOf(trial.auth(), nonsense(), nobody()),
                         nullptr});
  }
  return questions;
}

std::vector<Question> actionQuestions(Trial& trial) {
  std::vector<Question> questions;
  if (!trial.serves(Operation::Action) || !trial.subject().actions) {
    return questions;
  }
  const auto bad = trial.subject().badAuth();
  for (const talkdesk::Action& action : trial.profile().actions) {
    const json data = everyInput(action);
    questions.push_back({"action " + action.name,
                         Operation::Action,
                         requestOf(trial.auth(), json::object(), data),
                         &action});
    if (bad) {
      questions.push_back({"action " + action.name + " with wrong credentials",
                           Operation::Action,
                           requestOf(*bad, json::object(), data),
                           &action});
    }
  }
  return questions;
}

std::vector<Question> everyQuestion(Trial& trial) {
  std::vector<Question> all = goodQuestions(trial);
  append(all, wrongQuestions(trial));
  append(all, actionQuestions(trial));
  return all;
}

Asked ask(Caller& caller, const Question& question) {
  return caller.ask(question.operation, question.request, question.action);
}

}  // namespace bailey::conformance
