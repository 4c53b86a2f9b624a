#include "record_body.h"

#include "bailey/json_writer.hpp"

#include <algorithm>

namespace bailey::salesforce {
namespace {

std::string jsonOf(std::string_view text) {
  std::string json;
  JsonWriter(json).value(text);
  return json;
}

}  // namespace

RecordBody& RecordBody::set(std::string_view field, std::string_view text) {
  if (!text.empty()) {
    setJson(field, jsonOf(text));
  }
  return *this;
}

RecordBody& RecordBody::setNumber(std::string_view field, std::int64_t number) {
  setJson(field, std::to_string(number));
  return *this;
}

RecordBody& RecordBody::setFlag(std::string_view field, bool value) {
  setJson(field, value ? "true" : "false");
  return *this;
}

RecordBody& RecordBody::setInputs(const ActionFields& fields, const ActionRequest& request) {
  for (const auto& [input, field] : fields.inputs) {
    const JsonView value = request.data[input];
    if (value.kind() == JsonView::Kind::Number || value.kind() == JsonView::Kind::Boolean) {
      setJson(field, value.text());  // Salesforce wants a number for a number
    } else {
      set(field, value.text());
    }
  }
  return *this;
}

RecordBody& RecordBody::setValues(const ActionFields& fields) {
  for (const auto& [field, json] : fields.values) {
    setJson(field, json);
  }
  return *this;
}

std::string RecordBody::json() const {
  std::string text;
  JsonWriter json(text);
  json.beginObject();
  for (const auto& [field, value] : fields_) {
    json.key(field).raw(value);
  }
  json.end();
  return text;
}

void RecordBody::setJson(std::string_view field, std::string json) {
  const auto known = std::find_if(
      fields_.begin(), fields_.end(), [&](const auto& each) { return each.first == field; });
  if (known != fields_.end()) {
    known->second = std::move(json);
  } else {
    fields_.emplace_back(field, std::move(json));
  }
}

}  // namespace bailey::salesforce
