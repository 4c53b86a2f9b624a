// A user of Zendesk's as a contact or an agent of Talkdesk's. Pure: no request, no clock.
#pragma once

#include "settings.h"
#include "sideloads.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <string_view>

namespace bailey::zendesk {

// Whether Talkdesk is to have this user as a contact: one that exists, in one of the roles.
[[nodiscard]] bool isContact(JsonNode user, const ContactSettings& settings);

// The id is empty when the record has none. `origin` is Account::origin().
[[nodiscard]] Contact toContact(JsonNode user,
                                const Sideloads& beside,
                                const ContactSettings& settings,
                                std::string_view origin);

// Whether this user works here today.
[[nodiscard]] bool isAgent(JsonNode user);

[[nodiscard]] Agent toAgent(JsonNode user);

}  // namespace bailey::zendesk
