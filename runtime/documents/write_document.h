// Documents as the JSON Talkdesk reads, members in the order of its own samples. (contract.md §7)
#pragma once

#include "documents/document.h"

#include <nlohmann/json.hpp>

#include <cstdint>

namespace bailey::documents {

// How `authentication_configuration` is written. (contract.md §8, C13)
enum class Form : std::uint8_t {
  Unset = 0,
  New,     // [{"field_name": "token", ...}]
  Legacy,  // [{"token": {"source": "input", ...}}]
};

// What is empty and optional has no member. REQUIRES: form != Unset
nlohmann::ordered_json toJson(const IntegrationDocument& document, Form form);

nlohmann::ordered_json toJson(const ActionDocument& document);

// The name of the operation's member in an integration document, like
// "contact_synchronization_endpoint".
std::string endpointMember(talkdesk::Operation operation);

// What `format` of the input is to Talkdesk: a select's values without blanks between them,
// anything else as it is. (contract.md §7.3)
std::string formatOf(const talkdesk::ActionInput& input);

}  // namespace bailey::documents
