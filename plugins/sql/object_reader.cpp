#include "object_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bailey::sql {

ObjectReader::ObjectReader(const nlohmann::json& value, std::string pointer, Complaints& complaints)
    : object_(value.is_object() ? &value : nullptr),
      pointer_(std::move(pointer)),
      complaints_(complaints) {
  if (object_ == nullptr) {
    complaints_.add(pointer_, "must be an object");
  }
}

const nlohmann::json* ObjectReader::member(const std::string& name) {
  known_.insert(name);
  if (object_ == nullptr) {
    return nullptr;
  }
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &*found;
}

std::optional<std::string> ObjectReader::text(const std::string& name) {
  const nlohmann::json* value = member(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
    complaints_.add(pointer(name), "must be a text that is not empty");
    return std::nullopt;
  }
  return value->get<std::string>();
}

std::string ObjectReader::neededText(const std::string& name) {
  if (object_ != nullptr && member(name) == nullptr) {
    complaints_.add(pointer(name), "is missing");
  }
  return text(name).value_or("");
}

std::string ObjectReader::statement(const std::string& name) {
  if (object_ != nullptr && member(name) == nullptr) {
    complaints_.add(pointer(name), "is missing");
  }
  return optionalStatement(name).value_or("");
}

std::optional<std::string> ObjectReader::optionalStatement(const std::string& name) {
  const nlohmann::json* value = member(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::optional<std::string> sql = joinedLines(*value);
  if (!sql.has_value()) {
    complaints_.add(pointer(name), "must be a statement: a text, or a list of lines");
  }
  return sql;
}

std::int64_t ObjectReader::integer(const std::string& name, Range range) {
  const nlohmann::json* value = member(name);
  if (value == nullptr) {
    return range.fallback;
  }
  // An unsigned value beyond 63 bits would read as a negative one, which min refuses as well.
  if (!value->is_number_integer() || value->get<std::int64_t>() < range.min ||
      value->get<std::int64_t>() > range.max) {
    complaints_.add(pointer(name),
                    "must be an integer from " + std::to_string(range.min) + " to " +
                        std::to_string(range.max));
    return range.fallback;
  }
  return value->get<std::int64_t>();
}

std::map<std::string, std::string> ObjectReader::texts(const std::string& name) {
  std::map<std::string, std::string> found;
  const nlohmann::json* value = member(name);
  if (value == nullptr) {
    return found;
  }
  if (!value->is_object()) {
    complaints_.add(pointer(name), "must be an object of texts");
    return found;
  }
  for (const auto& [key, text] : value->items()) {
    if (text.is_string()) {
      found.emplace(key, text.get<std::string>());
    } else {
      complaints_.add(pointerTo(pointer(name), key), "must be a text");
    }
  }
  return found;
}

void ObjectReader::finish() {
  if (object_ == nullptr) {
    return;
  }
  for (const auto& [name, value] : object_->items()) {
    if (!known_.contains(name)) {
      complaints_.add(pointer(name),
                      "is not a setting; allowed are " + listed({known_.begin(), known_.end()}));
    }
  }
}

std::string ObjectReader::pointer(const std::string& name) const {
  return pointerTo(pointer_, name);
}

std::optional<std::string> joinedLines(const nlohmann::json& json) {
  std::string text;
  const bool is_text = json.is_string();
  const bool is_list =
      json.is_array() &&
      std::all_of(json.begin(), json.end(), [](const auto& line) { return line.is_string(); });
  if (is_text) {
    text = json.get<std::string>();
  } else if (is_list) {
    for (const nlohmann::json& line : json) {
      text += line.get<std::string>() + '\n';
    }
  }
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace bailey::sql
