// An answer of the CRM in the plugin's hands.
#pragma once

#include "upstream/answer.h"

#include "bailey/abi.h"

#include <vector>

namespace bailey::plugin_host {

// Owned by the plugin between give() and takeBack().
class HttpAnswer : public bailey_http_answer {
public:
  [[nodiscard]] static const bailey_http_answer* give(upstream::AnswerPtr answer);
  static void takeBack(const bailey_http_answer* answer);

private:
  explicit HttpAnswer(upstream::AnswerPtr answer);

  const upstream::AnswerPtr answer_;
  std::vector<bailey_http_field> views_;
};

// After a request that is no mere reading: whether the CRM has done, or may have done, what it
// says.
bool mayHaveWritten(const upstream::Answer& answer);

}  // namespace bailey::plugin_host
