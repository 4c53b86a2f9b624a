// What an answer of Salesforce's that is no success means. It says more than its status: a list of
// {"message", "errorCode"}, among which a 403 may be a limit.
#pragma once

#include "bailey/errors.hpp"
#include "bailey/http.hpp"
#include "bailey/json_document.hpp"

#include <string>
#include <string_view>

namespace bailey::salesforce {

// Salesforce's own words in one line for people: without markup, the query, and what is longer than
// 200 characters.
[[nodiscard]] std::string shownWords(std::string_view message);

// What `error`, an element of Salesforce's list, means.
[[nodiscard]] Error failureOf(int http_status, JsonNode error);

// The error for `response`. REQUIRES: it is no success.
[[nodiscard]] Error failureOf(const HttpResponse& response);

}  // namespace bailey::salesforce
