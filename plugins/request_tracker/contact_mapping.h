// RT's users as Talkdesk's contacts.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <string>

namespace bailey::request_tracker {

// The fields of users that contacts are made of, for a list's `fields`.
[[nodiscard]] std::string contactFields(const Settings& settings);

// The page that people see of a user.
[[nodiscard]] std::string userPage(const Settings& settings, const std::string& id);

[[nodiscard]] Contact toContact(JsonNode user, const Settings& settings);

}  // namespace bailey::request_tracker
