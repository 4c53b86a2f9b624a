// Steps about credentials. (contract.md §2)
#include "simulator/answer_fields.h"
#include "simulator/tour_steps.h"

#include <algorithm>
#include <array>
#include <string>

namespace bailey::simulator {
namespace {

constexpr std::string_view kPath = "/auth_validation";
constexpr const char* kWrongValue = "not-a-credential-0d6f3a";

constexpr Rule kAccepted{"2", "valid credentials are answered with 200, or 204 in the older form"};
constexpr Rule kNoContent{"2", "a 204 has neither body nor Content-Type"};
constexpr Rule kObject{"2", "a 200 is a JSON object of the fields to store"};
constexpr Rule kScalar{"2", "a field to store is a string, an integer or a boolean"};
constexpr Rule kRefused{"2", "credentials that are not valid are answered with 401"};

bool isStorable(const nlohmann::json& value) {
  return value.is_string() || value.is_number_integer() || value.is_boolean();
}

// What Talkdesk stores is sent with every later call, under the same key.
std::size_t storeFields(const nlohmann::json& body, TourState& state, Findings& findings) {
  std::size_t stored = 0;
  for (const auto& [key, value] : body.items()) {
    if (!isStorable(value)) {
      findings.broken(kScalar, describeMember(body, key.c_str(), ""), body);
      continue;
    }
    state.auth[key] = value;
    state.redactor.hideAll(value);
    ++stored;
  }
  return stored;
}

std::size_t checkAccepted(const Answer& answer, TourState& state, Findings& findings) {
  if (!hasStatus(answer, {200, 204}, kAccepted, findings)) {
    return 0;
  }
  if (answer.status == 204) {
    if (!answer.body.empty() || !answer.content_type.empty()) {
      findings.broken(kNoContent, "it has one", std::string_view(answer.body));
    }
    return 0;
  }
  const auto body = readBody(answer, findings);
  if (!body) {
    return 0;
  }
  if (!body->is_object()) {
    findings.broken(kObject, "it is " + std::string(kindOf(*body)), *body);
    return 0;
  }
  return storeFields(*body, state, findings);
}

bool looksSecret(const std::string& name) {
  static constexpr std::array<std::string_view, 4> kHints = {"token", "pass", "secret", "key"};
  return std::any_of(kHints.begin(), kHints.end(), [&name](std::string_view hint) {
    return name.find(hint) != std::string::npos;
  });
}

// The field to falsify: one that proves something rather than names somebody. Empty when there is
// none to choose from.
std::string fieldToFalsify(const nlohmann::json& auth) {
  std::string chosen;
  for (const auto& [name, value] : auth.items()) {
    if (!value.is_string()) {
      continue;
    }
    if (looksSecret(name)) {
      return name;
    }
    chosen = chosen.empty() ? name : chosen;
  }
  return chosen;
}

}  // namespace

Step validateAuth(TourState& state, StepRun& step) {
  const auto answer = step.post(Effect::Reads, kPath, {{"auth", state.options.auth}});
  if (!answer) {
    return step.end("");
  }
  const std::size_t stored = checkAccepted(*answer, state, step.findings());
  return step.end("accepted with " + std::to_string(answer->status) +
                  (stored == 0 ? "" : ", " + std::to_string(stored) + " fields to store"));
}

Step refuseWrongAuth(TourState& state, StepRun& step) {
  const std::string field = fieldToFalsify(state.options.auth);
  if (field.empty()) {
    return step.notApplicable("auth has no text to falsify");
  }
  nlohmann::json wrong = state.options.auth;
  wrong[field] = kWrongValue;
  const auto answer = step.post(Effect::Reads, kPath, {{"auth", wrong}});
  if (answer && hasStatus(*answer, {401}, kRefused, step.findings())) {
    checkErrorBody(*answer, step.findings());
  }
  return step.end("a wrong " + field + " is refused with 401");
}

}  // namespace bailey::simulator
