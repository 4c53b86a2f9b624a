// Ids of Salesforce's records: 15 characters in which case matters, or the same with three more
// that make up for case. The first three tell what the record is.
#pragma once

#include <string_view>

namespace bailey::salesforce {

constexpr std::string_view kContactPrefix = "003";
constexpr std::string_view kLeadPrefix = "00Q";
constexpr std::string_view kCasePrefix = "500";
constexpr std::string_view kUserPrefix = "005";

// Whether `text` can be the id of a record: letters and digits, so that it is safe wherever it is
// put.
[[nodiscard]] bool isRecordId(std::string_view text);

// Whether it can be the id of a record of the kind with that prefix.
[[nodiscard]] bool isIdOf(std::string_view prefix, std::string_view text);

// The part that both forms have in common; what is no id as it is.
[[nodiscard]] std::string_view shortId(std::string_view id);

}  // namespace bailey::salesforce
