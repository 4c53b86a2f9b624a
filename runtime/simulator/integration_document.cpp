#include "simulator/integration_document.h"

#include "simulator/text_file.h"

#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <utility>

namespace bailey::simulator {
namespace {

using nlohmann::json;

// A key of the document and what it was called in its first years.
struct EndpointKey {
  Operation operation = Operation::Unset;
  const char* old_key = nullptr;
};

constexpr std::array<EndpointKey, 4> kEndpointKeys = {{
    {Operation::AuthValidation, nullptr},
    {Operation::ContactSync, "contact_synchronization_url"},
    {Operation::InteractionRetrieval, "interaction_retrieval_url"},
    {Operation::AgentSync, nullptr},
}};

core::Error complain(const std::string& pointer, const std::string& what) {
  return core::Error{pointer + " " + what};
}

// Null is as good as absent: the oldest documents write it.
const json* memberOf(const json& object, const std::string& key) {
  const auto member = object.find(key);
  return member == object.end() || member->is_null() ? nullptr : &*member;
}

core::Result<std::string> textOf(const json& object, const std::string& key) {
  const json* member = memberOf(object, key);
  if (member == nullptr || !member->is_string() || member->get_ref<const std::string&>().empty()) {
    return complain("/" + key, "must be a text that is not empty");
  }
  return member->get<std::string>();
}

core::Result<bool> flagOf(const json& object,
                          const char* key,
                          bool otherwise,
                          const std::string& at) {
  const json* member = memberOf(object, key);
  if (member == nullptr) {
    return otherwise;
  }
  if (!member->is_boolean()) {
    return complain(at + "/" + key, "must be true or false");
  }
  return member->get<bool>();
}

core::Result<BridgeUrl> endpointIn(const json& object, const std::string& key) {
  const json& member = object.at(key);
  if (!member.is_string() || member.get_ref<const std::string&>().empty()) {
    return complain("/" + key,
                    "must be an https URL; leave it out when the feature is not offered");
  }
  auto url = parseEndpointUrl(member.get_ref<const std::string&>());
  if (!url.ok()) {
    return complain("/" + key, url.error().message);
  }
  return url;
}

std::optional<core::Error> readEndpoints(const json& document, Endpoints& endpoints) {
  for (const EndpointKey& known : kEndpointKeys) {
    std::string key(endpointKeyOf(known.operation));
    if (memberOf(document, key) == nullptr && known.old_key != nullptr) {
      key = known.old_key;
    }
    if (memberOf(document, key) == nullptr) {
      continue;
    }
    auto url = endpointIn(document, key);
    if (!url.ok()) {
      return url.error();
    }
    endpoints.set(known.operation, std::move(url.value()));
  }
  return std::nullopt;
}

// Both {"field_name": "token", ...} and the older {"token": {...}}.
core::Result<AuthField> readField(const json& element, const std::string& pointer) {
  AuthField field;
  field.pointer = pointer;
  const json* members = &element;
  const json* name = element.is_object() ? memberOf(element, "field_name") : nullptr;
  if (name != nullptr && name->is_string()) {
    field.name = name->get<std::string>();
  } else if (element.is_object() && element.size() == 1 && element.begin()->is_object()) {
    field.name = element.begin().key();
    members = &*element.begin();
  } else {
    return complain(pointer, R"(must be {"field_name": "NAME", ...} or {"NAME": {...}})");
  }
  const auto mandatory = flagOf(*members, "mandatory", false, pointer);
  const auto store = flagOf(*members, "store", true, pointer);
  if (!mandatory.ok() || !store.ok()) {
    return mandatory.ok() ? store.error() : mandatory.error();
  }
  field.mandatory = mandatory.value();
  field.store = store.value();
  const json* source = memberOf(*members, "source");
  const json* type = memberOf(*members, "type");
  field.typed = (source == nullptr || *source == "input") &&
                (type == nullptr || (*type != "oauth" && *type != "OAuth"));
  return field;
}

std::optional<core::Error> readFields(const json& document, std::vector<AuthField>& fields) {
  std::string key = "authentication_configuration";
  if (memberOf(document, key) == nullptr) {
    key = "authentication_fields";
  }
  const json* list = memberOf(document, key);
  if (list == nullptr) {
    return std::nullopt;
  }
  if (!list->is_array()) {
    return complain("/" + key, "must be a list");
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto field = readField((*list)[i], "/" + key + "/" + std::to_string(i));
    if (!field.ok()) {
      return field.error();
    }
    fields.push_back(std::move(field.value()));
  }
  return std::nullopt;
}

std::optional<core::Error> readTypes(const json& document, std::set<std::string>& types) {
  const json* list = memberOf(document, "interaction_types");
  if (list == nullptr) {
    return std::nullopt;
  }
  for (const json& type : list->is_array() ? *list : json::array({nullptr})) {
    if (!type.is_string()) {
      return complain("/interaction_types", "must be a list of texts");
    }
    types.insert(type.get<std::string>());
  }
  return std::nullopt;
}

core::Result<IntegrationDocument> integrationIn(const json& document) {
  IntegrationDocument result;
  auto name = textOf(document, "name");
  if (!name.ok()) {
    return name.error();
  }
  result.name = std::move(name.value());
  const json* type = memberOf(document, "authentication_type");
  if (type != nullptr && !type->is_string()) {
    return complain("/authentication_type", "must be a text");
  }
  result.authentication_type = type == nullptr ? "" : type->get<std::string>();
  for (const auto& error : {readFields(document, result.fields),
                            readEndpoints(document, result.endpoints),
                            readTypes(document, result.interaction_types)}) {
    if (error) {
      return *error;
    }
  }
  return result;
}

core::Result<ActionInput> readInput(const json& element, const std::string& pointer) {
  const json* key = element.is_object() ? memberOf(element, "key") : nullptr;
  if (key == nullptr || !key->is_string()) {
    return complain(pointer + "/key", "must be a text");
  }
  const auto mandatory = flagOf(element, "mandatory", false, pointer);
  if (!mandatory.ok()) {
    return mandatory.error();
  }
  return ActionInput{key->get<std::string>(), mandatory.value()};
}

core::Result<ActionDocument> actionIn(const json& document) {
  ActionDocument action;
  auto provider = textOf(document, "provider");
  auto name = textOf(document, "name");
  if (!provider.ok() || !name.ok()) {
    return provider.ok() ? name.error() : provider.error();
  }
  action.provider = std::move(provider.value());
  action.name = std::move(name.value());
  if (memberOf(document, "endpoint") == nullptr) {
    return complain("/endpoint", "is missing");
  }
  auto endpoint = endpointIn(document, "endpoint");
  if (!endpoint.ok()) {
    return endpoint.error();
  }
  action.endpoint = std::move(endpoint.value());
  const json inputs = document.value("inputs", json::array());
  if (!inputs.is_array()) {
    return complain("/inputs", "must be a list");
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto input = readInput(inputs[i], "/inputs/" + std::to_string(i));
    if (!input.ok()) {
      return input.error();
    }
    action.inputs.push_back(std::move(input.value()));
  }
  return action;
}

// The file's object given to `read`, and the file's name before what it complains about.
template <typename Document>
core::Result<Document> readDocument(const std::filesystem::path& file,
                                    core::Result<Document> (*read)(const json& document)) {
  const auto content = readJsonFile(file);
  if (!content.ok()) {
    return content.error();
  }
  if (!content.value().is_object()) {
    return core::Error{file.string() + ": this is not one JSON object"};
  }
  auto document = read(content.value());
  if (!document.ok()) {
    return core::Error{file.string() + ": " + document.error().message};
  }
  return document;
}

}  // namespace

core::Result<IntegrationDocument> readIntegrationDocument(const std::filesystem::path& file) {
  return readDocument(file, &integrationIn);
}

core::Result<ActionDocument> readActionDocument(const std::filesystem::path& file) {
  auto action = readDocument(file, &actionIn);
  if (action.ok()) {
    action.value().file = file.string();
  }
  return action;
}

}  // namespace bailey::simulator
