#include "documents/document_schema.h"

#include <map>
#include <optional>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <vector>

namespace bailey::documents {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;
using Error = valijson::ValidationResults::Error;

// ["<root>", "[inputs]", "[0]"] is how valijson writes /inputs/0.
std::vector<std::string> segmentsOf(const Error& error) {
  std::vector<std::string> segments;
  for (std::size_t i = 1; i < error.context.size(); ++i) {
    const std::string& segment = error.context[i];
    segments.push_back(segment.substr(1, segment.size() - 2));
  }
  return segments;
}

std::string pointerTo(const std::vector<std::string>& segments) {
  std::string pointer;
  for (const std::string& segment : segments) {
    pointer = below(pointer, segment);
  }
  return pointer;
}

// The schema of the child `segment` of a value that `schema` describes, or null.
const json* childSchema(const json& root, const json& schema, const std::string& segment) {
  if (const auto reference = schema.find("$ref"); reference != schema.end()) {
    const json::json_pointer target(reference->get<std::string>().substr(1));
    return childSchema(root, root.at(target), segment);
  }
  for (const char* branch : {"then", "else"}) {
    if (schema.contains(branch)) {
      if (const json* found = childSchema(root, schema.at(branch), segment)) {
        return found;
      }
    }
  }
  if (schema.contains("properties") && schema.at("properties").contains(segment)) {
    return &schema.at("properties").at(segment);
  }
  for (const char* every : {"items", "additionalProperties"}) {
    if (schema.contains(every) && schema.at(every).is_object()) {
      return &schema.at(every);
    }
  }
  return nullptr;
}

// "a text", "a list", as people call what JSON Schema calls `type`.
std::string wordFor(const std::string& type) {
  static const std::map<std::string, std::string> kWords = {{"string", "a text"},
                                                            {"array", "a list"},
                                                            {"object", "an object"},
                                                            {"boolean", "true or false"},
                                                            {"null", "null"}};
  const auto word = kWords.find(type);
  return word == kWords.end() ? "a number" : word->second;
}

// "a text or null"; nothing when the schema does not say a type.
std::string typesIn(const json& root, const json* schema) {
  if (schema != nullptr && schema->contains("$ref")) {
    const json::json_pointer target(schema->at("$ref").get<std::string>().substr(1));
    return typesIn(root, &root.at(target));
  }
  std::string words;
  if (schema != nullptr && schema->contains("type")) {
    const json& types = schema->at("type");
    for (const json& type : types.is_array() ? types : json::array({types})) {
      words += words.empty() ? "" : " or ";
      words += wordFor(type.get<std::string>());
    }
  }
  return words;
}

std::string choicesIn(const json* schema) {
  std::string choices;
  if (schema != nullptr && schema->contains("enum")) {
    for (const json& choice : schema->at("enum")) {
      choices += choices.empty() ? "" : ", ";
      choices += choice.dump();
    }
  }
  return choices;
}

// What stands between the apostrophes of a description of valijson's.
std::string quotedIn(const std::string& description) {
  const std::size_t start = description.find('\'') + 1;
  return description.substr(start, description.rfind('\'') - start);
}

struct Place {
  const json& root;
  const json* schema;  // Null when the schema does not describe the place.
  const json& value;
};

// One violation in our words; nothing for what only says that something further in was wrong.
std::optional<std::string> messageOf(const Error& error, const Place& place) {
  const std::string& text = error.description;
  if (text.starts_with("Missing required property")) {
    return "has no member " + inQuotes(quotedIn(text));
  }
  if (text.starts_with("Value type not permitted")) {
    const std::string expected = typesIn(place.root, place.schema);
    return "must be " + (expected.empty() ? "of another type" : expected) + ", but is " +
           wordFor(place.value.type_name());
  }
  if (text.starts_with("Failed to match against any enum values") && place.value.is_string()) {
    return "must be one of " + choicesIn(place.schema) + ", but is " +
           inQuotes(place.value.get_ref<const std::string&>());
  }
  if (text.starts_with("String should be no fewer than")) {
    return "must not be empty";
  }
  if (text.starts_with("Failed to ")) {
    return std::nullopt;
  }
  return text;
}

}  // namespace

struct DocumentSchema::Compiled {
  json text;
  valijson::Schema schema;
};

DocumentSchema::DocumentSchema(DocumentKind kind) {
  auto compiled = std::make_unique<Compiled>();
  compiled->text = json::parse(schemaText(kind));
  valijson::SchemaParser parser;
  parser.populateSchema(NlohmannJsonAdapter(compiled->text), compiled->schema);
  compiled_ = std::move(compiled);
}

DocumentSchema::~DocumentSchema() = default;

void DocumentSchema::check(const json& document, Findings& findings) const {
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(compiled_->schema, NlohmannJsonAdapter(document), &results)) {
    return;
  }
  for (const Error& error : results) {
    const std::vector<std::string> segments = segmentsOf(error);
    const json* schema = &compiled_->text;
    for (const std::string& segment : segments) {
      schema = schema == nullptr ? nullptr : childSchema(compiled_->text, *schema, segment);
    }
    const std::string pointer = pointerTo(segments);
    const json& value = document.at(json::json_pointer(pointer));
    if (auto message = messageOf(error, {compiled_->text, schema, value})) {
      findings.error(pointer, std::move(*message));
    }
  }
}

}  // namespace bailey::documents
