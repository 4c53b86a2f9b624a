#include "unit/config/schema_validator.h"

#include "config/complaint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <utility>

namespace bailey::config {
namespace {

const std::set<std::string> kAnnotations = {
    "$schema", "$defs", "title", "description", "default", "properties"};

bool hasType(const nlohmann::json& instance, const std::string& type) {
  // JSON Schema counts 1.0 as an integer; the parser does not, and no schema of ours needs it.
  return (type == "object" && instance.is_object()) || (type == "array" && instance.is_array()) ||
         (type == "string" && instance.is_string()) ||
         (type == "boolean" && instance.is_boolean()) ||
         (type == "integer" && instance.is_number_integer());
}

std::size_t codePoints(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

bool isAddress(const std::string& format, const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> binary{};
  return inet_pton(format == "ipv4" ? AF_INET : AF_INET6, text.c_str(), binary.data()) == 1;
}

bool isOneOf(const nlohmann::json& values, const nlohmann::json& instance) {
  return std::any_of(values.begin(), values.end(), [&instance](const nlohmann::json& value) {
    return value.is_number_integer() == instance.is_number_integer() && value == instance;
  });
}

void findProperties(const nlohmann::json& schema, std::set<const nlohmann::json*>& found) {
  if (schema.is_object() && schema.contains("properties") && schema.at("properties").is_object()) {
    for (const nlohmann::json& property : schema.at("properties")) {
      found.insert(&property);
    }
  }
  if (schema.is_structured()) {
    for (const nlohmann::json& part : schema) {
      findProperties(part, found);
    }
  }
}

}  // namespace

SchemaValidator::SchemaValidator(nlohmann::json root) : root_(std::move(root)) {}

bool SchemaValidator::accepts(const nlohmann::json& instance) {
  return accepts(root_, instance);
}

std::set<const nlohmann::json*> SchemaValidator::propertySchemas() const {
  std::set<const nlohmann::json*> found;
  findProperties(root_, found);
  return found;
}

SchemaValidator::Places SchemaValidator::schemasAt(const nlohmann::json& instance) {
  Places places;
  collect(root_, instance, "", places);
  return places;
}

bool SchemaValidator::accepts(const nlohmann::json& schema, const nlohmann::json& instance) {
  for (const auto& [keyword, argument] : schema.items()) {
    if (!acceptsKeyword(keyword, schema, instance)) {
      return false;
    }
    if (keyword == "properties" && instance.is_object()) {
      for (const auto& [name, part] : argument.items()) {
        if (instance.contains(name) && !accepts(part, instance.at(name))) {
          return false;
        }
      }
    }
  }
  return true;
}

bool SchemaValidator::acceptsKeyword(const std::string& keyword,
                                     const nlohmann::json& schema,
                                     const nlohmann::json& instance) {
  const nlohmann::json& argument = schema.at(keyword);
  if (kAnnotations.count(keyword) != 0) {
    return true;
  }
  if (keyword == "$ref") {
    return accepts(resolve(argument.get<std::string>()), instance);
  }
  if (keyword == "type") {
    return hasType(instance, argument.get<std::string>());
  }
  if (keyword == "const") {
    return instance == argument;
  }
  if (keyword == "enum") {
    return isOneOf(argument, instance);
  }
  if (keyword == "anyOf" || keyword == "oneOf") {
    const auto matching =
        std::count_if(argument.begin(), argument.end(), [&](const nlohmann::json& part) {
          return accepts(part, instance);
        });
    return keyword == "oneOf" ? matching == 1 : matching > 0;
  }
  if (keyword == "minimum") {
    return !instance.is_number() || instance >= argument;
  }
  if (keyword == "maximum") {
    return !instance.is_number() || instance <= argument;
  }
  if (keyword == "minItems") {
    return !instance.is_array() || instance.size() >= argument.get<std::size_t>();
  }
  if (keyword == "maxItems") {
    return !instance.is_array() || instance.size() <= argument.get<std::size_t>();
  }
  if (keyword == "items") {
    return !instance.is_array() ||
           std::all_of(instance.begin(), instance.end(), [&](const nlohmann::json& element) {
             return accepts(argument, element);
           });
  }
  if (keyword == "minLength" || keyword == "maxLength" || keyword == "pattern" ||
      keyword == "format") {
    return !instance.is_string() ||
           acceptsText(keyword, argument, instance.get_ref<const std::string&>());
  }
  return !instance.is_object() || acceptsObject(keyword, schema, instance);
}

bool SchemaValidator::acceptsText(const std::string& keyword,
                                  const nlohmann::json& argument,
                                  const std::string& text) {
  if (keyword == "minLength") {
    return codePoints(text) >= argument.get<std::size_t>();
  }
  if (keyword == "maxLength") {
    return codePoints(text) <= argument.get<std::size_t>();
  }
  if (keyword == "format") {
    return isAddress(argument.get<std::string>(), text);
  }
  const auto pattern = argument.get<std::string>();
  const auto known = patterns_.try_emplace(pattern, pattern).first;
  return std::regex_search(text, known->second);
}

bool SchemaValidator::acceptsObject(const std::string& keyword,
                                    const nlohmann::json& schema,
                                    const nlohmann::json& instance) {
  const nlohmann::json& argument = schema.at(keyword);
  if (keyword == "minProperties") {
    return instance.size() >= argument.get<std::size_t>();
  }
  if (keyword == "maxProperties") {
    return instance.size() <= argument.get<std::size_t>();
  }
  if (keyword == "required") {
    return std::all_of(argument.begin(), argument.end(), [&](const nlohmann::json& name) {
      return instance.contains(name.get_ref<const std::string&>());
    });
  }
  for (const auto& [name, value] : instance.items()) {
    if (keyword == "propertyNames") {
      if (!accepts(argument, nlohmann::json(name))) {
        return false;
      }
    } else if (keyword == "additionalProperties") {
      const bool listed = schema.contains("properties") && schema.at("properties").contains(name);
      if (!listed && (argument.is_boolean() ? !argument.get<bool>() : !accepts(argument, value))) {
        return false;
      }
    } else {
      ADD_FAILURE() << "the validator does not know the keyword " << keyword;
    }
  }
  return true;
}

void SchemaValidator::collect(const nlohmann::json& schema,
                              const nlohmann::json& instance,
                              const std::string& pointer,
                              Places& places) {
  places[pointer].push_back(&schema);
  if (schema.contains("$ref")) {
    collect(resolve(schema.at("$ref").get<std::string>()), instance, pointer, places);
  }
  for (const char* keyword : {"anyOf", "oneOf"}) {
    if (schema.contains(keyword)) {
      for (const nlohmann::json& part : schema.at(keyword)) {
        if (accepts(part, instance)) {
          collect(part, instance, pointer, places);
        }
      }
    }
  }
  if (instance.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < instance.size(); ++i) {
      collect(schema.at("items"), instance[i], childPointer(pointer, i), places);
    }
  }
  if (instance.is_object()) {
    collectMembers(schema, instance, pointer, places);
  }
}

void SchemaValidator::collectMembers(const nlohmann::json& schema,
                                     const nlohmann::json& instance,
                                     const std::string& pointer,
                                     Places& places) {
  for (const auto& [name, value] : instance.items()) {
    const std::string place = childPointer(pointer, name);
    if (schema.contains("properties") && schema.at("properties").contains(name)) {
      collect(schema.at("properties").at(name), value, place, places);
    } else if (schema.contains("additionalProperties") &&
               schema.at("additionalProperties").is_object()) {
      collect(schema.at("additionalProperties"), value, place, places);
    }
  }
}

const nlohmann::json& SchemaValidator::resolve(const std::string& reference) const {
  return root_.at(nlohmann::json::json_pointer(reference.substr(1)));
}

}  // namespace bailey::config
