#include "settings_reader.h"

#include "soql.h"

#include <utility>

namespace bailey::salesforce {
namespace {

constexpr std::size_t kPathsMax = 20;

}  // namespace

std::string pointerTo(const std::string& parent, const std::string& name) {
  return (nlohmann::json::json_pointer(parent) / name).to_string();
}

const nlohmann::json* SettingsReader::find(const std::string& pointer) const {
  const nlohmann::json::json_pointer place(pointer);
  return settings_.contains(place) ? &settings_.at(place) : nullptr;
}

void SettingsReader::needObject(const std::string& pointer) {
  if (const nlohmann::json* found = find(pointer); found != nullptr && !found->is_object()) {
    complain(pointer, "must be an object");
  }
}

std::string SettingsReader::text(const std::string& pointer, std::string fallback) {
  const nlohmann::json* found = find(pointer);
  if (found == nullptr) {
    return fallback;
  }
  if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
    complain(pointer, "must be a text that is not empty");
    return fallback;
  }
  return found->get<std::string>();
}

std::int64_t SettingsReader::integer(const std::string& pointer, const Range& range) {
  const nlohmann::json* found = find(pointer);
  if (found == nullptr) {
    return range.fallback;
  }
  const std::string allowed = "must be a whole number from " + std::to_string(range.min) + " to " +
                              std::to_string(range.max);
  if (!found->is_number_integer() || *found < range.min || *found > range.max) {
    complain(pointer, allowed);
    return range.fallback;
  }
  return found->get<std::int64_t>();
}

bool SettingsReader::boolean(const std::string& pointer) {
  const nlohmann::json* found = find(pointer);
  if (found != nullptr && !found->is_boolean()) {
    complain(pointer, "must be true or false");
    return false;
  }
  return found != nullptr && found->get<bool>();
}

FieldPaths SettingsReader::fieldPaths(const std::string& pointer, FieldPaths fallback) {
  const nlohmann::json* found = find(pointer);
  if (found == nullptr) {
    return fallback;
  }
  const nlohmann::json list = found->is_array() ? *found : nlohmann::json::array({*found});
  FieldPaths paths;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool is_path = list[i].is_string() && isFieldPath(list[i].get_ref<const std::string&>());
    if (!is_path) {
      complain(found->is_array() ? pointerTo(pointer, std::to_string(i)) : pointer,
               "must be the API name of a field, such as Email, Region__c or Account.Name");
      continue;
    }
    paths.push_back(list[i].get<std::string>());
  }
  if (list.size() > kPathsMax) {
    complain(pointer, "must not have more than " + std::to_string(kPathsMax) + " fields");
  }
  return paths;
}

std::map<std::string, std::string> SettingsReader::texts(const std::string& pointer) {
  std::map<std::string, std::string> texts;
  const nlohmann::json* found = find(pointer);
  if (found == nullptr) {
    return texts;
  }
  if (!found->is_object()) {
    complain(pointer, "must be an object");
    return texts;
  }
  for (const auto& [name, value] : found->items()) {
    if (value.is_string() && !value.get_ref<const std::string&>().empty()) {
      texts.emplace(name, value.get<std::string>());
    } else {
      complain(pointerTo(pointer, name), "must be a text that is not empty");
    }
  }
  return texts;
}

}  // namespace bailey::salesforce
