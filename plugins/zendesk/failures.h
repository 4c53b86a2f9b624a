// What an answer of Zendesk's that is no success means, and what a person is told about it.
#pragma once

#include "bailey/http.hpp"
#include "bailey/json_document.hpp"

#include <string>
#include <string_view>

namespace bailey::zendesk {

// Throws Error unless Zendesk said yes.
void expectSuccess(const HttpResponse& response);

// The member `name` of an answer, a list. Throws Unavailable when there is none: an answer without
// its list is no answer, and never an empty list.
[[nodiscard]] JsonNode listOf(const JsonDocument& answer, std::string_view name);

// The same for an object.
[[nodiscard]] JsonNode objectOf(const JsonDocument& answer, std::string_view name);

// What Zendesk says is wrong, in one line without markup, cut to 200 bytes; empty when it says
// nothing that can be read. `body` is one of HttpResponse::body().
[[nodiscard]] std::string reasonIn(std::string_view body);

}  // namespace bailey::zendesk
