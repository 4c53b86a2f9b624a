#include "documents/write_document.h"

#include "talkdesk/vocabulary.h"

#include <string>
#include <utility>

namespace bailey::documents {
namespace {

using Json = nlohmann::ordered_json;
using talkdesk::AuthenticationField;
using talkdesk::AuthenticationType;
using talkdesk::Operation;

void addUnlessEmpty(Json& object, const std::string& name, const std::string& value) {
  if (!value.empty()) {
    object[name] = value;
  }
}

// The members both forms share.
void addMembers(Json& object, const AuthenticationField& field) {
  object["display"] = field.display;
  object["mandatory"] = field.mandatory;
  object["type"] = field.oauth ? "oauth" : "input";
  object["store"] = field.store;
  addUnlessEmpty(object, "help", field.help);
  addUnlessEmpty(object, "format", field.format);
}

Json toJson(const AuthenticationField& field, Form form) {
  if (form == Form::Legacy) {
    Json members = {{"source", talkdesk::nameOf(field.source)}};
    addMembers(members, field);
    Json element = Json::object();
    element[field.field_name] = std::move(members);
    return element;
  }
  Json element = {{"field_name", field.field_name}};
  addMembers(element, field);
  return element;
}

Json toJson(const talkdesk::ActionInput& input) {
  Json json = {{"key", input.key},
               {"name", input.name},
               {"mandatory", input.mandatory},
               {"type", talkdesk::nameOf(input.type)}};
  addUnlessEmpty(json, "format", formatOf(input));
  return json;
}

}  // namespace

Json toJson(const IntegrationDocument& document, Form form) {
  Json json = Json::object();
  json["name"] = document.name;
  addUnlessEmpty(json, "display_name", document.display_name);
  addUnlessEmpty(json, "description", document.description);
  addUnlessEmpty(json, "logo_url", document.logo_url);
  addUnlessEmpty(json, "icon_url", document.icon_url);
  json["authentication_type"] = talkdesk::nameOf(document.authentication_type);
  if (document.authentication_type != AuthenticationType::None ||
      !document.authentication_configuration.empty()) {
    Json& fields = json["authentication_configuration"] = Json::array();
    for (const AuthenticationField& field : document.authentication_configuration) {
      fields.push_back(toJson(field, form));
    }
  }
  for (const Operation operation : talkdesk::kOperations) {
    if (operation != Operation::Action) {
      addUnlessEmpty(json, endpointMember(operation), document.endpoint(operation));
    }
  }
  if (!document.interaction_types.empty()) {
    json["interaction_types"] = document.interaction_types;
  }
  return json;
}

Json toJson(const ActionDocument& document) {
  Json json = {{"provider", document.provider},
               {"name", document.action.name},
               {"display", document.action.display},
               {"description", document.action.description}};
  addUnlessEmpty(json, "endpoint", document.endpoint);
  Json& inputs = json["inputs"] = Json::array();
  for (const talkdesk::ActionInput& input : document.action.inputs) {
    inputs.push_back(toJson(input));
  }
  return json;
}

std::string endpointMember(Operation operation) {
  return std::string(talkdesk::nameOf(operation)) + "_endpoint";
}

std::string formatOf(const talkdesk::ActionInput& input) {
  if (input.type != talkdesk::InputType::Select) {
    return input.format;
  }
  std::string format;
  for (const std::string& value : talkdesk::selectValues(input.format)) {
    format += format.empty() ? "" : ",";
    format += value;
  }
  return format;
}

}  // namespace bailey::documents
