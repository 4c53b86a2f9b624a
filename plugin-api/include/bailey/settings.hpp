// Settings that an adapter does not know. A misspelt optional key does nothing and nobody notices,
// unless somebody refuses it.
#pragma once

#include "bailey/errors.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey {

namespace detail {

using Pointers = std::vector<std::string_view>;

// "contacts" of "/contacts/*/id".
inline std::string_view firstToken(std::string_view pointer) {
  return pointer.empty() ? pointer : pointer.substr(1, pointer.find('/', 1) - 1);
}

// What is left of the pointers that lead to or through the member `name`: "" of one that ends
// there.
inline Pointers pointersInside(const Pointers& known, std::string_view name) {
  Pointers inside;
  for (const std::string_view pointer : known) {
    const std::string_view token = firstToken(pointer);
    if (!pointer.empty() && (token == name || token == "*")) {
      inside.push_back(pointer.substr(1 + token.size()));
    }
  }
  return inside;
}

// "is not a setting; allowed are contacts, token"
inline std::string notASetting(const Pointers& known) {
  std::vector<std::string> names;
  for (const std::string_view pointer : known) {
    names.emplace_back(firstToken(pointer));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string text = "is not a setting; allowed are ";
  for (std::size_t at = 0; at < names.size(); ++at) {
    text += (at == 0 ? "" : ", ") + names[at];
  }
  return text;
}

inline void findUnknown(const nlohmann::json& value,
                        const nlohmann::json::json_pointer& where,
                        const Pointers& known,
                        std::vector<InvalidSettings::Complaint>& complaints) {
  if (!value.is_structured()) {
    return;
  }
  for (const auto& [name, member] : value.items()) {
    const Pointers inside = pointersInside(known, name);
    if (std::find(inside.begin(), inside.end(), "") != inside.end()) {
      continue;  // a setting, whatever is in it
    }
    if (!inside.empty()) {
      findUnknown(member, where / name, inside, complaints);
    } else if (value.is_object()) {
      complaints.push_back({(where / name).to_string(), notASetting(known)});
    }
  }
}

}  // namespace detail

// A complaint about each member of `settings` that is none of `known`, which are JSON pointers to
// all settings there are; * stands for any element of a list or member of an object:
// {"/token", "/contacts/*/id"}. What a pointer ends at may hold anything. Whether a known setting
// is there, and of which kind it is, is not looked at.
[[nodiscard]] inline std::vector<InvalidSettings::Complaint> unknownSettings(
    const nlohmann::json& settings, const std::vector<std::string_view>& known) {
  std::vector<InvalidSettings::Complaint> complaints;
  detail::findUnknown(settings, nlohmann::json::json_pointer(), known, complaints);
  return complaints;
}

// Throws InvalidSettings with all of them. For an adapter with more to complain about there is
// unknownSettings().
inline void allowOnly(const nlohmann::json& settings, const std::vector<std::string_view>& known) {
  if (auto complaints = unknownSettings(settings, known); !complaints.empty()) {
    throw InvalidSettings(std::move(complaints));
  }
}

}  // namespace bailey
