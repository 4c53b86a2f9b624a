// Searches in RT's own language, TicketSQL. Every text in them is quoted, so that nothing of a
// request can become another search.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bailey::request_tracker {

// 'text', escaped. (RT::SQL: a backslash escapes the character behind it)
[[nodiscard]] std::string literal(std::string_view text);

// Whether `id` can be an id of RT: digits only, as they go into searches and paths.
[[nodiscard]] bool isId(std::string_view id);

// REQUIRES: isId(id)
[[nodiscard]] std::string requestorIs(std::string_view id);

// Empty when there is nothing to search for.
[[nodiscard]] std::string requestorHasEmail(const std::vector<std::string>& emails);

// People write numbers in any form and RT compares texts, so the search is for their last digits
// with anything in between. It finds more than it should: look at what it found. Empty when there
// is nothing to search for.
[[nodiscard]] std::string requestorHasPhone(const std::vector<std::string>& phones);

// Transactions of these types ("Comment") on these tickets. REQUIRES: neither is empty.
[[nodiscard]] std::string transactionsOf(const std::vector<std::string>& ticket_ids,
                                         const std::vector<std::string_view>& types);

}  // namespace bailey::request_tracker
