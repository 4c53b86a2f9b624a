#include "documents/document_shape.h"
#include "documents/member_rules.h"
#include "documents/rules.h"
#include "documents/template_text.h"
#include "talkdesk/vocabulary.h"

#include <algorithm>
#include <array>
#include <optional>

namespace bailey::documents {
namespace {

using nlohmann::json;
using talkdesk::AuthenticationType;

constexpr std::string_view kList = "authentication_configuration";

// The spellings Talkdesk's own pages have. (contract.md §7.2)
constexpr std::array<std::string_view, 7> kTypeSpellings = {
    "input", "oauth", "text", "password", "Text", "Password", "OAuth"};

bool hasField(const std::vector<FieldShape>& fields, std::string_view name) {
  return std::any_of(
      fields.begin(), fields.end(), [name](const FieldShape& field) { return field.name == name; });
}

std::string missingAmong(const std::vector<std::string_view>& needed,
                         const std::vector<FieldShape>& fields) {
  std::string missing;
  for (const std::string_view name : needed) {
    if (!hasField(fields, name)) {
      missing += missing.empty() ? "" : ", ";
      missing += name;
    }
  }
  return missing;
}

void compareTypeWithFields(AuthenticationType type,
                           const std::string& pointer,
                           const std::vector<FieldShape>& fields,
                           Findings& findings) {
  if (type == AuthenticationType::None && !fields.empty()) {
    findings.warning(pointer,
                     "has fields, but authentication_type is \"none\"",
                     "leave it out, or choose another authentication_type");
  }
  if (type == AuthenticationType::Custom && fields.empty()) {
    findings.warning(pointer,
                     "has no fields, but authentication_type is \"custom\"",
                     "add what a customer has to fill in, or choose \"none\"");
  }
  const std::string missing = missingAmong(talkdesk::fieldsNeededBy(type), fields);
  if (!missing.empty()) {
    findings.error(
        pointer,
        "must have all fields of " + inQuotes(talkdesk::nameOf(type)) + "; missing: " + missing,
        "Talkdesk itself needs them to get tokens");
  }
}

void checkFieldType(const FieldShape& field, AuthenticationType type, Findings& findings) {
  const std::string* word = textOf(*field.members, "type");
  if (word == nullptr) {
    return;
  }
  const std::string pointer = below(field.pointer, "type");
  const std::optional<bool> by_oauth = talkdesk::isFilledByOAuth(*word);
  if (!by_oauth) {
    findings.error(pointer, "must be \"input\" or \"oauth\", but is " + inQuotes(*word));
  } else if (std::find(kTypeSpellings.begin(), kTypeSpellings.end(), *word) ==
             kTypeSpellings.end()) {
    findings.note(
        pointer,
        "is spelt " + inQuotes(*word),
        *by_oauth ? "the usual spelling is \"oauth\"" : "the usual spelling is \"input\"");
  } else if (*by_oauth && !talkdesk::isOAuth(type) && type != AuthenticationType::Unset) {
    findings.warning(pointer,
                     "is \"oauth\", but authentication_type is " + inQuotes(talkdesk::nameOf(type)),
                     "nothing fills this field in; use \"input\"");
  }
}

void checkFormat(const FieldShape& field,
                 const std::vector<FieldShape>& fields,
                 Findings& findings) {
  const std::string* format = textOf(*field.members, "format");
  const std::string pointer = below(field.pointer, "format");
  if (format == nullptr || !checkBraces(*format, pointer, findings)) {
    return;
  }
  for (const std::string_view name : parseTemplate(*format).names) {
    if (!hasField(fields, name)) {
      findings.error(pointer,
                     "names " + inQuotes(name) + ", which is no field of this integration");
    }
  }
}

void checkNameOf(const FieldShape& field, Findings& findings) {
  const json named = {{"field_name", field.name}};
  Findings about_name("");
  checkName(named, "", "field_name", ".", about_name);
  for (const Finding& finding : about_name.list()) {
    findings.warning(field.name_pointer, finding.message, finding.hint);
  }
}

}  // namespace

void checkAuthentication(const json& document, Findings& findings) {
  const auto list = findMember(document, kList);
  const std::string pointer = below("", list ? list->name : std::string(kList));
  const std::string* word = textOf(document, "authentication_type");
  AuthenticationType type = AuthenticationType::Unset;
  if (word != nullptr) {
    type = talkdesk::authenticationTypeNamed(*word).value_or(type);
  }
  const std::vector<FieldShape> fields = fieldShapes(document);
  if (!list || list->value->is_array()) {
    compareTypeWithFields(type, pointer, fields, findings);
  }
  Uniqueness names("field", findings);
  for (const FieldShape& field : fields) {
    names.check(field.name, field.name_pointer);
    checkNameOf(field, findings);
    checkFieldType(field, type, findings);
    checkFormat(field, fields, findings);
    checkKnownMembers(
        *field.members,
        field.pointer,
        {"field_name", "source", "display", "mandatory", "type", "store", "help", "format"},
        findings);
  }
}

}  // namespace bailey::documents
