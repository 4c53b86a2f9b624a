// What an action is about: the contact, the agent and the case that a request names.
#pragma once

#include "connection.h"
#include "words.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

#include <string>
#include <string_view>

namespace bailey::salesforce {

// The id of the Contact or Lead it runs for; empty when there is none. Throws Error for an id of
// something else.
[[nodiscard]] std::string personOf(const ActionRequest& request);

// The user to give the record to; empty when the agent is none of Salesforce's.
[[nodiscard]] std::string ownerOf(const ActionRequest& request);

// The input `key`. Throws Error when it is not filled in.
[[nodiscard]] std::string neededText(const ActionRequest& request, std::string_view key);

// `word` as `words` have it, or as it is: an org's own value may come from a form.
[[nodiscard]] std::string orSame(const Words& words, std::string word);

// The id of the case that a person or a template calls `ticket`: by its id, or by its number.
// Throws Error when there is no such case.
[[nodiscard]] Task<std::string> caseId(const Connection& connection, std::string ticket);

// The beginning of `text` in one line of at most `characters`.
[[nodiscard]] std::string firstLine(std::string_view text, std::size_t characters);

}  // namespace bailey::salesforce
