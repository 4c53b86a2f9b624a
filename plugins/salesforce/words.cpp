#include "words.h"

#include <algorithm>
#include <array>

namespace bailey::salesforce {
namespace {

constexpr std::array<std::string_view, 5> kStatuses = {
    "new", "open", "pending", "solved", "closed"};
constexpr std::array<std::string_view, 5> kPriorities = {"none", "low", "normal", "high", "urgent"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool LessIgnoringCase::operator()(std::string_view left, std::string_view right) const {
  return std::lexicographical_compare(
      left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
        return lower(a) < lower(b);
      });
}

bool sameWord(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return lower(a) == lower(b);
  });
}

std::string translated(const Words& words, std::string_view word) {
  const auto found = words.find(word);
  return found == words.end() ? std::string() : found->second;
}

bool isTalkdeskStatus(std::string_view word) {
  return std::find(kStatuses.begin(), kStatuses.end(), word) != kStatuses.end();
}

bool isTalkdeskPriority(std::string_view word) {
  return std::find(kPriorities.begin(), kPriorities.end(), word) != kPriorities.end();
}

Words usualCaseStatuses() {
  return {{"New", "new"},
          {"Open", "open"},
          {"Working", "open"},
          {"In Progress", "open"},
          {"Escalated", "open"},
          {"On Hold", "pending"},
          {"Pending", "pending"},
          {"Waiting on Customer", "pending"},
          {"Solved", "solved"},
          {"Resolved", "solved"},
          {"Closed", "closed"}};
}

Words usualTaskStatuses() {
  return {{"Not Started", "new"},
          {"In Progress", "open"},
          {"Waiting on someone else", "pending"},
          {"Deferred", "pending"},
          {"Completed", "solved"}};
}

Words usualPriorities() {
  return {{"Low", "low"},
          {"Normal", "normal"},
          {"Medium", "normal"},
          {"High", "high"},
          {"Critical", "urgent"},
          {"Urgent", "urgent"}};
}

Words usualStatusesToSet() {
  return {{"new", "New"},
          {"open", "Working"},
          {"pending", "On Hold"},
          {"solved", "Closed"},
          {"closed", "Closed"}};
}

Words usualPrioritiesToSet() {
  return {{"low", "Low"}, {"normal", "Medium"}, {"high", "High"}, {"urgent", "High"}};
}

}  // namespace bailey::salesforce
