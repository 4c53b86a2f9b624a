#include "settings_reader.h"

#include "words.h"

namespace bailey::request_tracker {
namespace {

std::string memberPointer(const std::string& object, const std::string& name) {
  return (nlohmann::json::json_pointer(object) / name).to_string();
}

}  // namespace

const nlohmann::json* SettingsReader::value(const std::string& pointer) const {
  const nlohmann::json* at = &settings_;
  nlohmann::json::json_pointer rest(pointer);
  std::vector<std::string> names;
  for (; !rest.empty(); rest.pop_back()) {
    names.push_back(rest.back());
  }
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    const auto found = at->is_object() ? at->find(*name) : at->end();
    if (found == at->end()) {
      return nullptr;
    }
    at = &*found;
  }
  return at;
}

void SettingsReader::object(const std::string& pointer) {
  if (const nlohmann::json* found = value(pointer); found != nullptr && !found->is_object()) {
    complain(pointer, "must be an object");
  }
}

std::string SettingsReader::text(const std::string& pointer, std::string fallback) {
  const nlohmann::json* found = value(pointer);
  if (found == nullptr) {
    return fallback;
  }
  if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
    complain(pointer, "must be a text that is not empty");
    return fallback;
  }
  return found->get<std::string>();
}

std::int64_t SettingsReader::integer(const std::string& pointer, Range range) {
  const nlohmann::json* found = value(pointer);
  if (found == nullptr) {
    return range.fallback;
  }
  if (!found->is_number_integer() || *found < range.min || *found > range.max) {
    complain(pointer,
             "must be an integer from " + std::to_string(range.min) + " to " +
                 std::to_string(range.max));
    return range.fallback;
  }
  return found->get<std::int64_t>();
}

bool SettingsReader::boolean(const std::string& pointer, bool fallback) {
  const nlohmann::json* found = value(pointer);
  if (found == nullptr) {
    return fallback;
  }
  if (!found->is_boolean()) {
    complain(pointer, "must be true or false");
    return fallback;
  }
  return found->get<bool>();
}

void SettingsReader::texts(const std::string& pointer,
                           std::map<std::string, std::string>& texts,
                           bool fold) {
  const nlohmann::json* found = value(pointer);
  if (found == nullptr) {
    return;
  }
  object(pointer);
  if (!found->is_object()) {
    return;
  }
  for (const auto& [name, member] : found->items()) {
    if (!member.is_string() || member.get_ref<const std::string&>().empty()) {
      complain(memberPointer(pointer, name), "must be a text that is not empty");
    } else {
      texts[fold ? lowerCase(name) : name] = member.get<std::string>();
    }
  }
}

void SettingsReader::integers(const std::string& pointer,
                              std::map<std::string, std::int64_t>& numbers,
                              std::int64_t max) {
  const nlohmann::json* found = value(pointer);
  if (found == nullptr) {
    return;
  }
  object(pointer);
  if (!found->is_object()) {
    return;
  }
  for (const auto& [name, member] : found->items()) {
    numbers[name] = integer(memberPointer(pointer, name), {0, 0, max});
  }
}

}  // namespace bailey::request_tracker
