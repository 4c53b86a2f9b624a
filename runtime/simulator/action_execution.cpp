#include "simulator/action_execution.h"

#include "simulator/answer_fields.h"
#include "simulator/answer_rules.h"

namespace bailey::simulator {
namespace {

constexpr Rule kCreated{"5", "an action that succeeded is answered with 201"};
constexpr Rule kSaysWhy{"5", "an action that failed says why: a 400 has a message"};

nlohmann::json metaOf(const ActionRequest& request) {
  nlohmann::json meta = nlohmann::json::object();
  if (!request.contact_id.empty()) {
    meta["contact_external_id"] = request.contact_id;
  }
  if (!request.agent_id.empty()) {
    meta["agent_external_id"] = request.agent_id;
  }
  return meta;
}

// A 400 with its reason keeps the contract, but what was asked for was not done.
void judgeRefusal(const Answer& answer, Findings& findings) {
  const auto body = readBody(answer, findings);
  if (!body) {
    return;
  }
  const bool says_why =
      body->is_object() && requiredText(*body, "message", "", kSaysWhy, findings).has_value();
  if (says_why) {
    hasStatus(answer, {201}, kCreated, findings);
  } else if (!body->is_object()) {
    findings.broken(kSaysWhy, "the answer is " + std::string(kindOf(*body)), *body);
  }
}

}  // namespace

std::optional<nlohmann::json> executeAction(Session& session,
                                            StepRun& step,
                                            const BridgeUrl& at,
                                            const ActionRequest& request) {
  const auto answer = step.post(
      Effect::Writes,
      at,
      {{"auth", session.credentials.stored}, {"meta", metaOf(request)}, {"data", request.inputs}});
  if (!answer) {
    return std::nullopt;
  }
  if (answer->status == 400) {
    judgeRefusal(*answer, step.findings());
    return std::nullopt;
  }
  if (!hasStatus(*answer, {201}, kCreated, step.findings())) {
    return std::nullopt;
  }
  auto body = readBody(*answer, step.findings());
  if (!body || !checkActionAnswer(*body, step.findings())) {
    return std::nullopt;
  }
  step.checkForCredentials(answer->body, session.credentials.stored);
  return body;
}

}  // namespace bailey::simulator
