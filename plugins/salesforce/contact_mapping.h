// A Contact or Lead of Salesforce's as a contact of Talkdesk's. Pure functions.
#pragma once

#include "org.h"
#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <string_view>

namespace bailey::salesforce {

// All fields that toContact() looks at, "Id" and "SystemModstamp" first.
[[nodiscard]] FieldPaths contactPaths(const ContactFields& fields);

// Without an id when the record has none that can be one. `object` is "Contact" or "Lead".
[[nodiscard]] Contact toContact(JsonNode record,
                                const ContactFields& fields,
                                const Org& org,
                                std::string_view object);

// When the record changed last; empty when it does not say.
[[nodiscard]] std::string changeTimeOf(JsonNode record);

}  // namespace bailey::salesforce
