#include "documents/read_document.h"

#include "documents/document_schema.h"
#include "documents/document_shape.h"
#include "documents/write_document.h"
#include "talkdesk/vocabulary.h"

#include <algorithm>
#include <utility>

namespace bailey::documents {
namespace {

using nlohmann::json;
using talkdesk::Operation;

std::string textIn(const json& object, std::string_view name) {
  const std::string* text = textOf(object, name);
  return text == nullptr ? "" : *text;
}

bool flagIn(const json& object, std::string_view name, bool otherwise) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

talkdesk::AuthenticationField readField(const FieldShape& shape) {
  const json& members = *shape.members;
  talkdesk::AuthenticationField field;
  field.field_name = shape.name;
  field.display = textIn(members, "display");
  field.mandatory = flagIn(members, "mandatory", field.mandatory);
  field.oauth = talkdesk::isFilledByOAuth(textIn(members, "type")).value_or(field.oauth);
  field.store = flagIn(members, "store", field.store);
  field.help = textIn(members, "help");
  field.format = textIn(members, "format");
  field.source = talkdesk::fieldSourceNamed(textIn(members, "source")).value_or(field.source);
  return field;
}

talkdesk::ActionInput readInput(const json& object) {
  talkdesk::ActionInput input;
  input.key = textIn(object, "key");
  input.name = textIn(object, "name");
  input.mandatory = flagIn(object, "mandatory", input.mandatory);
  input.type = talkdesk::inputTypeNamed(textIn(object, "type")).value_or(input.type);
  input.format = textIn(object, "format");
  return input;
}

core::Error notAnObject() {
  return core::Error{"must be a JSON object"};
}

}  // namespace

void findOldForms(const json& document, Findings& findings) {
  for (const Renamed& renamed : renamedMembers()) {
    if (document.contains(renamed.old_name)) {
      findings.warning(below("", renamed.old_name),
                       "is an older name of " + inQuotes(renamed.name),
                       "rename it; Bailey reads both, Talkdesk may not");
    }
  }
  const std::vector<FieldShape> fields = fieldShapes(document);
  const bool legacy = std::any_of(
      fields.begin(), fields.end(), [](const FieldShape& field) { return field.legacy; });
  if (legacy) {
    const auto list = findMember(document, "authentication_configuration");
    findings.note(below("", list->name),
                  "is written in the older form, with the fields' names as keys",
                  "the newer one is [{\"field_name\": ...}]; send this one only when asked for it");
  }
}

core::Result<Reading<IntegrationDocument>> readIntegrationDocument(const json& document,
                                                                   const std::string& name) {
  if (!document.is_object()) {
    return notAnObject();
  }
  Findings findings(name);
  DocumentSchema(DocumentKind::Integration).check(document, findings);
  findOldForms(document, findings);
  IntegrationDocument read;
  read.name = textIn(document, "name");
  read.display_name = textIn(document, "display_name");
  read.description = textIn(document, "description");
  read.logo_url = textIn(document, "logo_url");
  read.icon_url = textIn(document, "icon_url");
  read.authentication_type =
      talkdesk::authenticationTypeNamed(textIn(document, "authentication_type"))
          .value_or(read.authentication_type);
  for (const FieldShape& shape : fieldShapes(document)) {
    read.authentication_configuration.push_back(readField(shape));
  }
  for (const Operation operation : talkdesk::kOperations) {
    const auto url = operation == Operation::Action
                         ? std::nullopt
                         : findMember(document, endpointMember(operation));
    if (url && url->value->is_string()) {
      read.endpoints.at(talkdesk::indexOf(operation)) = url->value->get<std::string>();
    }
  }
  const auto types = findMember(document, "interaction_types");
  for (const json& type : types ? *types->value : json::array()) {
    if (type.is_string()) {
      read.interaction_types.push_back(type.get<std::string>());
    }
  }
  return Reading<IntegrationDocument>{std::move(read), findings.list()};
}

core::Result<Reading<ActionDocument>> readActionDocument(const json& document,
                                                         const std::string& name) {
  if (!document.is_object()) {
    return notAnObject();
  }
  Findings findings(name);
  DocumentSchema(DocumentKind::Action).check(document, findings);
  ActionDocument read;
  read.provider = textIn(document, "provider");
  read.action.name = textIn(document, "name");
  read.action.display = textIn(document, "display");
  read.action.description = textIn(document, "description");
  read.endpoint = textIn(document, "endpoint");
  const auto inputs = findMember(document, "inputs");
  for (const json& input : inputs && inputs->value->is_array() ? *inputs->value : json::array()) {
    if (input.is_object()) {
      read.action.inputs.push_back(readInput(input));
    }
  }
  return Reading<ActionDocument>{std::move(read), findings.list()};
}

}  // namespace bailey::documents
