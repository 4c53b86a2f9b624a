// Why a body is refused, before it is known what Talkdesk gets to see of it.
#pragma once

#include "talkdesk/failure.h"

#include <optional>
#include <string>
#include <utility>

namespace bailey::talkdesk {

// `message` names members by the names of the contract and of the profile, never by those of the
// body, and holds no value.
struct Problem {
  Failure failure = Failure::MalformedRequest;
  std::string message;
};

using MaybeProblem = std::optional<Problem>;

inline Problem malformed(std::string message) {
  return {Failure::MalformedRequest, std::move(message)};
}

}  // namespace bailey::talkdesk
