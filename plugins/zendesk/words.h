// Zendesk's words for status and priority, and Talkdesk's.
#pragma once

#include "bailey/json_document.hpp"

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace bailey::zendesk {

using Words = std::map<std::string, std::string, std::less<>>;

inline constexpr std::array<std::string_view, 5> kStatuses = {
    "new", "open", "pending", "solved", "closed"};
inline constexpr std::array<std::string_view, 5> kPriorities = {
    "none", "low", "normal", "high", "urgent"};
inline constexpr std::array<std::string_view, 6> kZendeskStatuses = {
    "new", "open", "pending", "hold", "solved", "closed"};
inline constexpr std::array<std::string_view, 4> kZendeskPriorities = {
    "low", "normal", "high", "urgent"};

// What Talkdesk shows. `overrides` are by Zendesk's word, in lower case, or by the id of a custom
// status, which goes first. Empty for a word nobody knows.
[[nodiscard]] std::string shownStatus(JsonNode ticket, const Words& overrides);

// As above; a ticket without priority counts as the word "".
[[nodiscard]] std::string shownPriority(JsonNode ticket, const Words& overrides);

// The status to give a ticket: one of Zendesk's words, or the id of a custom status.
// `overrides` are by what was filled in, in lower case. Throws InvalidRequest for another word.
[[nodiscard]] std::string statusToSet(std::string_view filled_in, const Words& overrides);

// The same for a priority; empty: none.
[[nodiscard]] std::string priorityToSet(std::string_view filled_in, const Words& overrides);

}  // namespace bailey::zendesk
