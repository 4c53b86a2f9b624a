#include "talkdesk/credential_guard.h"

#include "talkdesk/json_reading.h"

#include <algorithm>
#include <vector>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kMask = "***";

void collectTexts(dom::element element, std::vector<std::string>& found) {
  dom::array array;
  dom::object object;
  ScalarText scalar;
  if (element.get(array) == simdjson::SUCCESS) {
    for (const dom::element child : array) {
      collectTexts(child, found);
    }
  } else if (element.get(object) == simdjson::SUCCESS) {
    for (const dom::key_value_pair member : object) {
      collectTexts(member.value, found);
    }
  } else if (scalar.readTextOrInteger(element) && scalar.view().size() >= kCredentialBytesMin) {
    found.emplace_back(scalar.view());
  }
}

// Longest first, so that a value within another does not leave the rest of the longer one behind.
std::vector<std::string> credentialsIn(std::string_view body) {
  std::vector<std::string> found;
  dom::parser parser;
  dom::element auth;
  if (parser.parse(body.data(), body.size(), true).at_key("auth").get(auth) == simdjson::SUCCESS) {
    collectTexts(auth, found);
  }
  std::sort(found.begin(), found.end(), [](const std::string& left, const std::string& right) {
    return left.size() > right.size();
  });
  return found;
}

}  // namespace

std::string withoutCredentials(std::string_view text, std::string_view body) {
  std::string clean(text);
  if (clean.size() < kCredentialBytesMin) {
    return clean;
  }
  for (const std::string& credential : credentialsIn(body)) {
    for (std::size_t at = clean.find(credential); at != std::string::npos;
         at = clean.find(credential, at + kMask.size())) {
      clean.replace(at, credential.size(), kMask);
    }
  }
  return clean;
}

}  // namespace bailey::talkdesk
