// Steps about requests Talkdesk does not make. (contract.md §1)
#include "simulator/answer_fields.h"
#include "simulator/tour_steps.h"

#include <string>

namespace bailey::simulator {
namespace {

constexpr Rule kUnknown{"1.3", "an unknown path is answered with 404"};
constexpr Rule kMethod{"1.3", "a method other than POST is answered with 405"};
constexpr Rule kAllow{"1.1", "a 405 says which method is right: Allow: POST"};

}  // namespace

Step refuseUnknownPath(TourState& state, StepRun& step) {
  const auto& base = state.session.bridge.endpoints().base();
  if (!base) {
    return step.notApplicable("the document names no URL that all operations are below");
  }
  const auto answer = step.post(Effect::Reads,
                                base->below("/no_such_operation_0d6f3a"),
                                {{"auth", nlohmann::json::object()}});
  if (answer && hasStatus(*answer, {404}, kUnknown, step.findings())) {
    checkErrorBody(*answer, step.findings());
  }
  return step.end("refused with 404");
}

Step refuseGet(TourState& state, StepRun& step) {
  const auto urls = state.session.bridge.endpoints().all();
  if (urls.empty()) {
    return step.notApplicable("nothing is offered");
  }
  const auto answer = step.get(urls.front());
  if (answer && hasStatus(*answer, {405}, kMethod, step.findings())) {
    if (answer->allow != "POST") {
      step.findings().broken(kAllow,
                             answer->allow.empty() ? "Allow is missing" : "it is " + answer->allow,
                             std::string_view(answer->body));
    }
    checkErrorBody(*answer, step.findings());
  }
  return step.end("refused with 405, Allow: POST");
}

}  // namespace bailey::simulator
