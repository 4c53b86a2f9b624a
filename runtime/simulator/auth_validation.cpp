#include "simulator/auth_validation.h"

#include "simulator/answer_fields.h"
#include "simulator/auth_fields.h"

#include <string>

namespace bailey::simulator {
namespace {

constexpr Rule kAccepted{"2", "valid credentials are answered with 200, or 204 in the older form"};
constexpr Rule kNoContent{"2", "a 204 has neither body nor Content-Type"};
constexpr Rule kObject{"2", "a 200 is a JSON object of the fields to store"};
constexpr Rule kScalar{"2", "a field to store is a string, an integer or a boolean"};
constexpr Rule kRefused{"2", "credentials that are not valid are answered with 401"};

bool isStorable(const nlohmann::json& value) {
  return value.is_string() || value.is_number_integer() || value.is_boolean();
}

nlohmann::json fieldsIn(const nlohmann::json& body, Findings& findings) {
  nlohmann::json fields = nlohmann::json::object();
  for (const auto& [key, value] : body.items()) {
    if (isStorable(value)) {
      fields[key] = value;
    } else {
      findings.broken(kScalar, describeMember(body, key.c_str(), ""), body);
    }
  }
  return fields;
}

// REQUIRES: the status is 200 or 204
nlohmann::json readFields(const Answer& answer, Findings& findings) {
  if (answer.status == 204) {
    if (!answer.body.empty() || !answer.content_type.empty()) {
      findings.broken(
          kNoContent,
          answer.body.empty() ? "Content-Type is " + answer.content_type : "it has a body",
          std::string_view(answer.body));
    }
    return nlohmann::json::object();
  }
  const auto body = readBody(answer, findings);
  if (!body) {
    return nlohmann::json::object();
  }
  if (!body->is_object()) {
    findings.broken(kObject, "it is " + std::string(kindOf(*body)), *body);
    return nlohmann::json::object();
  }
  return fieldsIn(*body, findings);
}

}  // namespace

std::optional<Validation> validateCredentials(Session& session,
                                              StepRun& step,
                                              const BridgeUrl& at) {
  const auto answer = step.post(Effect::Reads, at, {{"auth", session.credentials.typed}});
  if (!answer || !hasStatus(*answer, {200, 204}, kAccepted, step.findings())) {
    return std::nullopt;
  }
  Validation validation{answer->status, readFields(*answer, step.findings())};
  // The old value of a field that is answered anew may be shown no more than the new one.
  session.redactor.hideAll(validation.fields);
  session.credentials.stored.update(validation.fields);
  return validation;
}

Step refuseFalsified(Session& session, StepRun& step, const BridgeUrl& at) {
  const std::string field = fieldToFalsify(session.credentials.typed);
  if (field.empty()) {
    return step.notApplicable("auth has no text to falsify");
  }
  const auto answer =
      step.post(Effect::Reads, at, {{"auth", falsified(session.credentials.typed, field)}});
  if (answer && hasStatus(*answer, {401}, kRefused, step.findings())) {
    checkErrorBody(*answer, step.findings());
  }
  return step.end("a wrong " + field + " is refused with 401");
}

}  // namespace bailey::simulator
