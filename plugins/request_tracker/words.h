// Statuses and priorities between RT's words and Talkdesk's.
#pragma once

#include "settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::request_tracker {

// ASCII letters only, which is all that the words in question have.
[[nodiscard]] std::string lowerCase(std::string_view text);

// Talkdesk's word; empty when there is none.
[[nodiscard]] std::string shownStatus(const StatusWords& words, std::string_view status);
[[nodiscard]] std::string shownPriority(const PriorityWords& words,
                                        std::optional<std::int64_t> priority);

// RT's status for Talkdesk's word; any other text may be a status of the operator's own.
[[nodiscard]] std::string statusToSet(const StatusWords& words, std::string_view status);

// RT's number for Talkdesk's word, or for a number. Throws InvalidRequest for anything else.
[[nodiscard]] std::int64_t priorityToSet(const PriorityWords& words, const std::string& priority);

}  // namespace bailey::request_tracker
