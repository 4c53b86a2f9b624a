// What came of a request to a CRM.
#pragma once

#include "http/head.h"
#include "upstream/trouble.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bailey::upstream {

// Stays where it was made: its fields point into its head.
struct Answer {
  // What must be readable behind the body: readers of JSON look ahead.
  static constexpr std::size_t kBodyPadding = 64;

  Answer() = default;

  explicit Answer(Trouble why) : trouble(why) {}

  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  Answer(Answer&&) = delete;
  Answer& operator=(Answer&&) = delete;
  ~Answer() = default;

  Trouble trouble = Trouble::None;  // None: a whole answer, whatever its status
  int status = 0;
  std::string head;
  std::vector<http::Field> fields;
  std::string body;  // decoded, with kBodyPadding bytes of capacity behind it
  std::uint32_t retry_after_s = 0;
};

using AnswerPtr = std::unique_ptr<Answer>;

inline AnswerPtr noAnswer(Trouble why) {
  return std::make_unique<Answer>(why);
}

}  // namespace bailey::upstream
