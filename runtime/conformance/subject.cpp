#include "conformance/subject.h"

namespace bailey::conformance {
namespace {

using nlohmann::json;

// Other characters of the same kind, so that what refuses it is the CRM and no check of its form.
void spoil(std::string& text) {
  for (char& c : text) {
    if (c >= '0' && c <= '9') {
      c = c == '9' ? '0' : static_cast<char>(c + 1);
    } else if ((c >= 'a' && c < 'z') || (c >= 'A' && c < 'Z')) {
      c = static_cast<char>(c + 1);
    }
  }
}

}  // namespace

std::optional<json> Subject::goodAuth() const {
  if (auth) {
    return auth;
  }
  const auto& fields = integration.profile.authentication_configuration;
  const bool needs_none =
      integration.profile.authentication_type == talkdesk::AuthenticationType::None ||
      fields.empty();
  return needs_none ? std::optional<json>(json::object()) : std::nullopt;
}

std::optional<json> Subject::badAuth() const {
  if (wrong_auth || !auth) {
    return wrong_auth;
  }
  json wrong = *auth;
  bool changed = false;
  for (json& value : wrong) {
    if (value.is_string()) {
      const std::string before = value.get<std::string>();
      spoil(value.get_ref<std::string&>());
      changed = changed || value != before;
    }
  }
  return changed ? std::optional<json>(wrong) : std::nullopt;
}

}  // namespace bailey::conformance
