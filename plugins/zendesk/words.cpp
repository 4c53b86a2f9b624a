#include "words.h"

#include "text.h"

#include <algorithm>

namespace bailey::zendesk {
namespace {

template <typename List>
bool isOneOf(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

const std::string* find(const Words& words, std::string_view word) {
  const auto found = words.find(word);
  return found == words.end() ? nullptr : &found->second;
}

template <typename List>
std::string listed(const List& words) {
  std::string text;
  for (const std::string_view word : words) {
    (text += text.empty() ? "" : ", ") += word;
  }
  return text;
}

}  // namespace

std::string shownStatus(JsonNode ticket, const Words& overrides) {
  if (const std::string* shown = find(overrides, ticket["custom_status_id"].text())) {
    return *shown;
  }
  const std::string word = lowerCase(ticket["status"].string());
  if (const std::string* shown = find(overrides, word)) {
    return *shown;
  }
  if (word == "hold") {
    return "pending";
  }
  return isOneOf(kStatuses, word) ? word : std::string();
}

std::string shownPriority(JsonNode ticket, const Words& overrides) {
  const std::string word = lowerCase(ticket["priority"].string());
  if (const std::string* shown = find(overrides, word)) {
    return *shown;
  }
  if (word.empty()) {
    return "none";
  }
  return isOneOf(kPriorities, word) ? word : std::string();
}

std::string statusToSet(std::string_view filled_in, const Words& overrides) {
  const std::string word = lowerCase(trimmed(filled_in));
  if (const std::string* meant = find(overrides, word)) {
    return *meant;
  }
  if (!isOneOf(kZendeskStatuses, word)) {
    throw Error(Error::Code::InvalidRequest,
                "The status must be one of " + listed(kZendeskStatuses) + ".");
  }
  return word;
}

std::string priorityToSet(std::string_view filled_in, const Words& overrides) {
  const std::string word = lowerCase(trimmed(filled_in));
  if (const std::string* meant = find(overrides, word)) {
    return *meant;
  }
  if (word.empty() || word == "none") {
    return {};
  }
  if (!isOneOf(kZendeskPriorities, word)) {
    throw Error(Error::Code::InvalidRequest,
                "The priority must be one of none, " + listed(kZendeskPriorities) + ".");
  }
  return word;
}

}  // namespace bailey::zendesk
