// Texts of SOQL. Whatever comes from outside goes through textLiteral(), timeLiteral() or a check
// of its form, so that no address, number or id can become part of the query. Pure functions.
#pragma once

#include "bailey/paging.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::salesforce {

// `text` as a literal with its quotes. (SOQL and SOSL reference, "Quoted String Escape Sequences")
[[nodiscard]] std::string textLiteral(std::string_view text);

// "('a','b')"
[[nodiscard]] std::string literalList(const std::vector<std::string>& texts);

// A change time as SOQL has it: no quotes, UTC. Throws Error when it is none.
[[nodiscard]] std::string timeLiteral(std::string_view time);

// Whether `text` can name a field, of the record itself or of one it refers to: "Email",
// "Region__c", "Account.Name".
[[nodiscard]] bool isFieldPath(std::string_view text);

// "SELECT Id,Name FROM Contact"
[[nodiscard]] std::string select(const std::vector<std::string>& fields, std::string_view object);

// Contacts or leads behind `after`, in the order of their changes. Records of one instant come in
// the order of their ids, and all contacts of an instant come before its leads: an id in `after`
// that is not of this object (`prefix`) is compared by that rule and not by Salesforce.
// `condition`, SOQL or empty, holds for all of them.
[[nodiscard]] std::string recordsBehind(const std::vector<std::string>& fields,
                                        std::string_view object,
                                        std::string_view prefix,
                                        std::string_view condition,
                                        const SortKey& after,
                                        std::size_t limit);

}  // namespace bailey::salesforce
