// Words of one side as words of the other: an org's statuses and priorities are picklists that its
// administrators change, Talkdesk's are fixed.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace bailey::salesforce {

// ASCII letters alike in upper and lower case.
struct LessIgnoringCase {
  using is_transparent = void;

  [[nodiscard]] bool operator()(std::string_view left, std::string_view right) const;
};

using Words = std::map<std::string, std::string, LessIgnoringCase>;

[[nodiscard]] bool sameWord(std::string_view left, std::string_view right);

// Empty when `words` has none for it.
[[nodiscard]] std::string translated(const Words& words, std::string_view word);

[[nodiscard]] bool isTalkdeskStatus(std::string_view word);
[[nodiscard]] bool isTalkdeskPriority(std::string_view word);

// What Salesforce's own picklists mean, before an operator's overrides.
[[nodiscard]] Words usualCaseStatuses();
[[nodiscard]] Words usualTaskStatuses();
[[nodiscard]] Words usualPriorities();

// And back: what is written for a word of Talkdesk's. Only values every org begins with.
[[nodiscard]] Words usualStatusesToSet();
[[nodiscard]] Words usualPrioritiesToSet();

}  // namespace bailey::salesforce
