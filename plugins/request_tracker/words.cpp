#include "words.h"

#include "bailey/errors.hpp"
#include "bailey/json.hpp"

#include <algorithm>

namespace bailey::request_tracker {

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

std::string shownStatus(const StatusWords& words, std::string_view status) {
  const auto found = words.read.find(lowerCase(status));
  return found == words.read.end() ? std::string() : found->second;
}

std::string shownPriority(const PriorityWords& words, std::optional<std::int64_t> priority) {
  if (!priority) {
    return {};
  }
  const std::pair<const std::string, std::int64_t>* best = nullptr;
  for (const auto& row : words.read) {
    if (row.second <= *priority && (best == nullptr || row.second > best->second)) {
      best = &row;
    }
  }
  return best == nullptr ? "none" : best->first;
}

std::string statusToSet(const StatusWords& words, std::string_view status) {
  const auto found = words.write.find(lowerCase(status));
  return found == words.write.end() ? std::string(status) : found->second;
}

std::int64_t priorityToSet(const PriorityWords& words, const std::string& priority) {
  if (const auto found = words.write.find(lowerCase(priority)); found != words.write.end()) {
    return found->second;
  }
  if (const auto number = JsonView(priority).integer(); number && *number >= 0) {
    return *number;
  }
  throw Error(Error::Code::InvalidRequest,
              "The priority must be none, low, normal, high, urgent or a number.");
}

}  // namespace bailey::request_tracker
