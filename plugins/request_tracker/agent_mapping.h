// RT's privileged users as Talkdesk's agents.
#pragma once

#include "user_fields.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <string>

namespace bailey::request_tracker {

[[nodiscard]] inline Agent toAgent(JsonNode user) {
  return {user["id"].text(), nameOf(user), std::string(user["EmailAddress"].string())};
}

}  // namespace bailey::request_tracker
