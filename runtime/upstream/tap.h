// Who looks at an integration's requests to its CRM, or answers in its place: recording, replaying,
// and the conformance kit's faults.
#pragma once

#include "upstream/answer.h"
#include "upstream/request.h"

namespace bailey::upstream {

// Called on whatever loop the request is made, several at once. Never sees a request that may not
// be sent or whose host is not allowed.
class Tap {
public:
  Tap() = default;
  Tap(const Tap&) = delete;
  Tap& operator=(const Tap&) = delete;
  Tap(Tap&&) = delete;
  Tap& operator=(Tap&&) = delete;
  virtual ~Tap() = default;

  // The answer to one attempt in the CRM's place; null: ask the CRM.
  [[nodiscard]] virtual AnswerPtr answerInstead(const Request& /*request*/) { return nullptr; }

  // What the CRM answered to one attempt. Requests hold credentials: look, and keep none.
  virtual void onAnswer(const Request& /*request*/, const Answer& /*answer*/) {}
};

}  // namespace bailey::upstream
