#include "simulator/auth_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bailey::simulator {
namespace {

constexpr const char* kWrongValue = "not-a-credential-0d6f3a";

bool looksSecret(const std::string& name) {
  static constexpr std::array<std::string_view, 4> kHints = {"token", "pass", "secret", "key"};
  return std::any_of(kHints.begin(), kHints.end(), [&name](std::string_view hint) {
    return name.find(hint) != std::string::npos;
  });
}

}  // namespace

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

nlohmann::json falsified(const nlohmann::json& auth, const std::string& field) {
  nlohmann::json wrong = auth;
  wrong[field] = kWrongValue;
  return wrong;
}

std::vector<std::string> secretsIn(const nlohmann::json& auth) {
  constexpr std::size_t kLong = 16;
  constexpr std::size_t kTooShortToTell = 4;  // "k" is in every sentence.
  std::vector<std::string> secrets;
  if (!auth.is_object()) {
    return secrets;
  }
  for (const auto& [name, value] : auth.items()) {
    if (!value.is_string()) {
      continue;
    }
    const auto& text = value.get_ref<const std::string&>();
    const bool is_url = text.rfind("https://", 0) == 0;
    if (text.size() >= kTooShortToTell && !is_url && (looksSecret(name) || text.size() >= kLong)) {
      secrets.push_back(text);
    }
  }
  return secrets;
}

}  // namespace bailey::simulator
