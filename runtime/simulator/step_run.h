// One step while it runs: makes its calls, collects what they broke, and ends as a Step.
#pragma once

#include "simulator/findings.h"
#include "simulator/session.h"
#include "simulator/step.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace bailey::simulator {

// One call as a user would time it.
struct CallRecord {
  int status = 0;  // 0: there was no answer.
  CallFault fault = CallFault::Unset;
  std::chrono::microseconds duration{0};  // With connecting, if it had to.
};

class StepRun {
public:
  // `session` outlives the step.
  StepRun(Session& session, std::string name);

  // A POST of `body`, whose "auth" is exchanged and which is repeated once when the bridge answers
  // 401 and there is a token to renew. Nothing when it brought no answer to judge, which is then a
  // finding. Holds for every answer: no redirect, no credential in an error. (contract.md §1.1,
  // §1.3)
  std::optional<Answer> post(Effect effect, const BridgeUrl& at, nlohmann::json body);
  std::optional<Answer> get(const BridgeUrl& at);

  [[nodiscard]] Findings& findings() { return findings_; }

  [[nodiscard]] const std::vector<CallRecord>& calls() const { return calls_; }

  void setCount(std::size_t count) { step_.count = count; }

  // After each page: how much there is so far.
  void progress(std::size_t records, std::size_t pages);

  // Records that `text`, a part of an answer, repeats a credential of the request's `auth`.
  void checkForCredentials(const std::string& text, const nlohmann::json& auth);

  // Ends the step: broken when there are findings, otherwise held with this result.
  Step end(std::string result);
  Step notRun(std::string reason);
  Step notApplicable(std::string reason);

private:
  std::optional<Answer> postOnce(Effect effect, const BridgeUrl& at, const nlohmann::json& body);
  std::optional<Answer> call(const BridgeUrl& at, const Call& call);

  // Takes a new token into the session and into `body`; false and a finding when there is none.
  bool renewToken(nlohmann::json& body);

  Session& session_;
  Step step_;
  Findings findings_;
  std::vector<CallRecord> calls_;
};

}  // namespace bailey::simulator
