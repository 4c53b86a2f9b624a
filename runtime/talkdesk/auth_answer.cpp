// Auth validation: the fields Talkdesk is to store. (contract.md §2)
#include "talkdesk/operation_answers.h"

#include <algorithm>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

std::size_t countUndeclared(dom::object fields, const Profile& profile) {
  std::size_t count = 0;
  for (const dom::key_value_pair member : fields) {
    const auto& declared = profile.authentication_configuration;
    const bool is_declared =
        std::any_of(declared.begin(), declared.end(), [&member](const AuthenticationField& field) {
          return field.field_name == member.key;
        });
    count += is_declared ? 0U : 1U;
  }
  return count;
}

// Writes a string, integer or boolean; false for anything else. A string with a NUL would be
// refused when it comes back, and the account with it.
bool writeScalar(JsonWriter& json, std::string_view name, dom::element value) {
  bool boolean = false;
  if (value.get(boolean) == simdjson::SUCCESS) {
    json.name(name);
    json.boolean(boolean);
    return true;
  }
  ScalarText scalar;
  if (!scalar.readTextOrInteger(value) || scalar.view().find('\0') != std::string_view::npos) {
    return false;
  }
  json.name(name);
  if (value.is_string()) {
    json.text(scalar.view());
  } else {
    json.raw(scalar.view());
  }
  return true;
}

std::string membersText(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " member" : " members");
}

void writeDeclared(dom::object fields, const Profile& profile, Answer& answer) {
  AnswerNotes notes(answer);
  JsonWriter json(answer.body);
  json.beginObject();
  for (const AuthenticationField& field : profile.authentication_configuration) {
    dom::element value;
    if (fields.at_key(field.field_name).get(value) != simdjson::SUCCESS || value.is_null()) {
      continue;
    }
    if (!writeScalar(json, field.field_name, value)) {
      notes.warn(field.field_name + " is not text, an integer or a boolean, left out");
    }
  }
  json.endObject();
}

}  // namespace

MaybeBreach writeAuthAnswer(dom::element root, const Profile& profile, Answer& answer) {
  dom::object fields;
  if (root.get(fields) != simdjson::SUCCESS) {
    return Breach{"the answer is not an object"};
  }
  AnswerNotes notes(answer);
  if (answer.status == 204) {
    // A 204 has no body, so nothing can be stored. (contract.md §8, C3)
    if (fields.begin() != fields.end()) {
      notes.warn(membersText(fields.size()) + " left out, as the answer is a 204");
    }
    return std::nullopt;
  }
  writeDeclared(fields, profile, answer);
  if (const std::size_t undeclared = countUndeclared(fields, profile); undeclared != 0) {
    notes.warn(membersText(undeclared) + " not declared in authentication_configuration, left out");
  }
  return std::nullopt;
}

}  // namespace bailey::talkdesk
