// What RT calls the fields of its users, and how they are read.
#pragma once

#include "bailey/contact_match.hpp"
#include "bailey/json_document.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::request_tracker {

inline constexpr std::array<std::string_view, 4> kPhoneFields = {
    "MobilePhone", "WorkPhone", "HomePhone", "PagerPhone"};

// What a user or requestor is known by.
[[nodiscard]] inline ContactKeys keysOf(JsonNode user) {
  ContactKeys keys{.id = user["id"].text()};
  if (const std::string_view email = user["EmailAddress"].string(); !email.empty()) {
    keys.emails.emplace_back(email);
  }
  for (const std::string_view field : kPhoneFields) {
    if (const std::string_view phone = user[field].string(); !phone.empty()) {
      keys.phones.emplace_back(phone);
    }
  }
  return keys;
}

// The name people know a user by; the one for logging in when there is no other.
[[nodiscard]] inline std::string nameOf(JsonNode user) {
  for (const std::string_view field : {"RealName", "NickName", "Name"}) {
    if (const std::string_view name = user[field].string(); !name.empty()) {
      return std::string(name);
    }
  }
  return {};
}

// RT writes a date that is not set as the beginning of 1970, and so does it for one that the
// account may not see.
[[nodiscard]] inline std::string dateOf(JsonNode date) {
  const std::string_view text = date.string();
  return text.starts_with("1970-01-01T00:00:00") ? std::string() : std::string(text);
}

// The values of the custom field `name`, which RT gives as texts.
[[nodiscard]] inline std::vector<std::string> customValues(JsonNode record, std::string_view name) {
  std::vector<std::string> values;
  record["CustomFields"].forEachElement([&](JsonNode field) {
    if (field["name"].string() != name) {
      return;
    }
    field["values"].forEachElement([&](JsonNode value) {
      if (std::string text = value.text(); !text.empty()) {
        values.push_back(std::move(text));
      }
    });
  });
  return values;
}

}  // namespace bailey::request_tracker
