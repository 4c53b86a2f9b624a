#include "talkdesk/vocabulary.h"

#include <algorithm>
#include <cstddef>

namespace bailey::talkdesk {
namespace {

template <typename Value, std::size_t Count>
std::optional<Value> valueNamed(std::string_view name, const std::array<Value, Count>& values) {
  const std::string wanted = inLowerCase(name);
  const auto found = std::find_if(
      values.begin(), values.end(), [&wanted](Value value) { return nameOf(value) == wanted; });
  return found == values.end() ? std::nullopt : std::optional<Value>(*found);
}

std::string_view withoutBlanksAround(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::string_view nameOf(AuthenticationType type) {
  switch (type) {
    case AuthenticationType::Unset:
      break;
    case AuthenticationType::None:
      return "none";
    case AuthenticationType::Custom:
      return "custom";
    case AuthenticationType::OAuth2:
      return "oauth2";
    case AuthenticationType::OAuth2Password:
      return "oauth2_password";
    case AuthenticationType::OAuth2ClientCredentials:
      return "oauth2_client_credentials";
  }
  return {};
}

std::string_view nameOf(InputType type) {
  switch (type) {
    case InputType::Unset:
      break;
    case InputType::Text:
      return "text";
    case InputType::Textarea:
      return "textarea";
    case InputType::Number:
      return "number";
    case InputType::Tel:
      return "tel";
    case InputType::Url:
      return "url";
    case InputType::Datetime:
      return "datetime";
    case InputType::Select:
      return "select";
  }
  return {};
}

std::string_view nameOf(FieldSource source) {
  switch (source) {
    case FieldSource::Unset:
      break;
    case FieldSource::Input:
      return "input";
    case FieldSource::Default:
      return "default";
    case FieldSource::AuthValidation:
      return "auth_validation";
  }
  return {};
}

std::optional<AuthenticationType> authenticationTypeNamed(std::string_view name) {
  return valueNamed(name, kAuthenticationTypes);
}

std::optional<InputType> inputTypeNamed(std::string_view name) {
  return valueNamed(name, kInputTypes);
}

std::optional<FieldSource> fieldSourceNamed(std::string_view name) {
  return valueNamed(name, kFieldSources);
}

std::optional<bool> isFilledByOAuth(std::string_view field_type) {
  const std::string type = inLowerCase(field_type);
  if (type == "oauth") {
    return true;
  }
  if (type == "input" || type == "text" || type == "password") {
    return false;
  }
  return std::nullopt;
}

std::vector<std::string_view> fieldsNeededBy(AuthenticationType type) {
  switch (type) {
    case AuthenticationType::OAuth2:
      return {"site", "client_id", "client_secret", "authorization_url", "access_token_url"};
    case AuthenticationType::OAuth2Password:
      return {"site", "client_id", "client_secret", "username", "password", "access_token_url"};
    case AuthenticationType::OAuth2ClientCredentials:
      return {"site", "client_id", "client_secret", "access_token_url"};
    case AuthenticationType::Unset:
    case AuthenticationType::None:
    case AuthenticationType::Custom:
      break;
  }
  return {};
}

std::vector<std::string> selectValues(std::string_view format) {
  std::vector<std::string> values;
  while (true) {
    const std::size_t comma = format.find(',');
    values.emplace_back(withoutBlanksAround(format.substr(0, comma)));
    if (comma == std::string_view::npos) {
      return values;
    }
    format.remove_prefix(comma + 1);
  }
}

std::string inLowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return lower;
}

}  // namespace bailey::talkdesk
