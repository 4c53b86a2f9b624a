#include "record_id.h"

#include <algorithm>

namespace bailey::salesforce {
namespace {

constexpr std::size_t kShort = 15;
constexpr std::size_t kLong = 18;

bool isLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool isRecordId(std::string_view text) {
  return (text.size() == kShort || text.size() == kLong) &&
         std::all_of(text.begin(), text.end(), &isLetterOrDigit);
}

bool isIdOf(std::string_view prefix, std::string_view text) {
  return isRecordId(text) && text.starts_with(prefix);
}

std::string_view shortId(std::string_view id) {
  return isRecordId(id) ? id.substr(0, kShort) : id;
}

}  // namespace bailey::salesforce
