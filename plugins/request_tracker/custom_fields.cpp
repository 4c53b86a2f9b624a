#include "custom_fields.h"

#include "user_fields.h"

#include <utility>

namespace bailey::request_tracker {

Texts customInputs(const ActionRequest& request, const Settings& settings) {
  Texts fields;
  const auto inputs = settings.custom_fields.find(std::string(request.action));
  if (inputs == settings.custom_fields.end()) {
    return fields;
  }
  for (const auto& [input, field] : inputs->second) {
    if (std::string value = request.text(input); !value.empty()) {
      fields[field] = std::move(value);
    }
  }
  return fields;
}

void writeCustomFields(JsonWriter& json, const Texts& fields) {
  if (fields.empty()) {
    return;
  }
  json.key("CustomFields").beginObject();
  for (const auto& [field, value] : fields) {
    json.member(field, value);
  }
  json.end();
}

std::string missingCustomFields(JsonNode record, const Texts& fields) {
  std::string missing;
  for (const auto& [field, value] : fields) {
    if (customValues(record, field).empty()) {
      (missing += missing.empty() ? "" : ", ") += field;
    }
  }
  return missing;
}

}  // namespace bailey::request_tracker
