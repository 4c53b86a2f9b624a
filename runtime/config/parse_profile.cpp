#include "config/parse_profile.h"

#include "config/object_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <set>
#include <utility>

namespace bailey::config {
namespace {

using talkdesk::AuthenticationType;
using talkdesk::InputType;

constexpr std::array<Choice<AuthenticationType>, 5> kAuthenticationTypes = {
    {{"none", AuthenticationType::None},
     {"custom", AuthenticationType::Custom},
     {"oauth2", AuthenticationType::OAuth2},
     {"oauth2_password", AuthenticationType::OAuth2Password},
     {"oauth2_client_credentials", AuthenticationType::OAuth2ClientCredentials}}};

constexpr std::array<Choice<bool>, 2> kFieldTypes = {{{"input", false}, {"oauth", true}}};

constexpr std::array<Choice<InputType>, 7> kInputTypes = {{{"text", InputType::Text},
                                                           {"textarea", InputType::Textarea},
                                                           {"number", InputType::Number},
                                                           {"tel", InputType::Tel},
                                                           {"url", InputType::Url},
                                                           {"datetime", InputType::Datetime},
                                                           {"select", InputType::Select}}};

// Complains when `name` was seen before.
class Uniqueness {
public:
  explicit Uniqueness(Complaints& complaints) : complaints_(complaints) {}

  void check(const std::string& name, const std::string& pointer) {
    if (!name.empty() && !seen_.insert(name).second) {
      complaints_.add(pointer, inQuotes(name) + " is given twice; keep one of them");
    }
  }

private:
  Complaints& complaints_;
  std::set<std::string> seen_;
};

talkdesk::AuthenticationField parseField(ObjectReader& reader) {
  talkdesk::AuthenticationField field;
  reader.text(Need::Required, "field_name", field.field_name, kFieldName);
  reader.text(Need::Required, "display", field.display, kLabel);
  reader.flag(Need::Required, "mandatory", field.mandatory);
  reader.choice(Need::Optional, "type", field.oauth, kFieldTypes);
  reader.flag(Need::Optional, "store", field.store);
  reader.text(Need::Optional, "help", field.help, kHint);
  reader.text(Need::Optional, "format", field.format, kHint);
  reader.finish();
  return field;
}

void parseFields(ObjectReader& reader, talkdesk::Profile& profile, Complaints& complaints) {
  static constexpr std::string_view kKey = "authentication_configuration";
  const nlohmann::json* list = reader.list(Need::Optional, kKey, "fields", {0, 50});
  Uniqueness names(complaints);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const std::string pointer = childPointer(reader.pointerTo(kKey), i);
    ObjectReader item((*list)[i], pointer, complaints);
    profile.authentication_configuration.push_back(parseField(item));
    names.check(profile.authentication_configuration.back().field_name,
                childPointer(pointer, "field_name"));
  }
}

void parseInteractionTypes(ObjectReader& reader,
                           talkdesk::Profile& profile,
                           Complaints& complaints) {
  const nlohmann::json* list =
      reader.list(Need::Optional, "interaction_types", "interaction types", {0, 50});
  Uniqueness names(complaints);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const nlohmann::json& type = (*list)[i];
    const std::string pointer = childPointer(reader.pointerTo("interaction_types"), i);
    if (!type.is_string() || !kLabel.accepts(type.get_ref<const std::string&>())) {
      complaints.add(
          pointer,
          "must be " + std::string(kLabel.what) + ", but is " + describe(type, Values::Shown));
      continue;
    }
    profile.interaction_types.push_back(type.get<std::string>());
    std::string lower_case = type.get<std::string>();
    std::transform(lower_case.begin(), lower_case.end(), lower_case.begin(), [](unsigned char c) {
      return static_cast<char>(std::tolower(c));
    });
    names.check(lower_case, pointer);  // Talkdesk's spelling varies in case (contract.md §8, C19).
  }
}

// A select's format lists its values with commas between them: "sales,support". (contract.md §7.3)
bool listsValues(std::string_view format) {
  while (true) {
    const std::size_t comma = format.find(',');
    const std::string_view value = format.substr(0, comma);
    if (value.find_first_not_of(' ') == std::string_view::npos) {
      return false;
    }
    if (comma == std::string_view::npos) {
      return true;
    }
    format.remove_prefix(comma + 1);
  }
}

talkdesk::ActionInput parseInput(ObjectReader& reader) {
  talkdesk::ActionInput input;
  reader.text(Need::Required, "key", input.key, kFieldName);
  reader.text(Need::Required, "name", input.name, kLabel);
  reader.flag(Need::Required, "mandatory", input.mandatory);
  reader.choice(Need::Optional, "type", input.type, kInputTypes);
  reader.text(Need::Optional, "format", input.format, kHint);
  if (input.type == InputType::Select && !listsValues(input.format)) {
    reader.complain("format",
                    "must list the values of a select with commas between them, like "
                    "\"sales,support\", but is " +
                        inQuotes(input.format));
  }
  reader.finish();
  return input;
}

talkdesk::Action parseAction(ObjectReader& reader, Complaints& complaints) {
  talkdesk::Action action;
  reader.text(Need::Required, "name", action.name, kActionName);
  reader.text(Need::Required, "display", action.display, kLabel);
  reader.text(Need::Required, "description", action.description, kLabel);
  const nlohmann::json* inputs = reader.list(Need::Optional, "inputs", "inputs", {0, 50});
  Uniqueness keys(complaints);
  for (std::size_t i = 0; inputs != nullptr && i < inputs->size(); ++i) {
    const std::string pointer = childPointer(reader.pointerTo("inputs"), i);
    ObjectReader item((*inputs)[i], pointer, complaints);
    action.inputs.push_back(parseInput(item));
    keys.check(action.inputs.back().key, childPointer(pointer, "key"));
  }
  reader.finish();
  return action;
}

void parseActions(ObjectReader& reader, talkdesk::Profile& profile, Complaints& complaints) {
  const nlohmann::json* list = reader.list(Need::Optional, "actions", "actions", {0, 200});
  Uniqueness names(complaints);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const std::string pointer = childPointer(reader.pointerTo("actions"), i);
    ObjectReader item((*list)[i], pointer, complaints);
    profile.actions.push_back(parseAction(item, complaints));
    names.check(profile.actions.back().name, childPointer(pointer, "name"));
  }
}

void parseDialect(ObjectReader& reader, talkdesk::Dialect& dialect) {
  static constexpr std::string_view kStatuses = "200 or 204";
  if (const auto* status = reader.value(Need::Optional, "auth_success_status", kStatuses)) {
    const std::int64_t number = status->is_number_integer() ? status->get<std::int64_t>() : 0;
    if (number == 200 || number == 204) {
      dialect.auth_success_status = static_cast<int>(number);
    } else {
      reader.refuse("auth_success_status", kStatuses, *status);
    }
  }
  reader.flag(Need::Optional, "strict_401", dialect.strict_401);
  reader.flag(Need::Optional, "action_unauthorized_as_401", dialect.action_unauthorized_as_401);
  reader.flag(Need::Optional, "action_failures_as_5xx", dialect.action_failures_as_5xx);
  reader.flag(Need::Optional, "agent_ids_as_integers", dialect.agent_ids_as_integers);
  reader.flag(Need::Optional, "iso_dates", dialect.iso_dates);
  reader.number(Need::Optional, "interactions_max", dialect.interactions_max, {1, 1000});
  reader.finish();
}

// The fields Talkdesk itself needs for a type. (contract.md §7.2; §8, C12)
std::vector<std::string_view> fieldsTalkdeskNeeds(AuthenticationType type) {
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

void compareTypeWithFields(const ObjectReader& reader,
                           const talkdesk::Profile& profile,
                           Complaints& complaints) {
  const auto& fields = profile.authentication_configuration;
  const std::string pointer = reader.pointerTo("authentication_configuration");
  if (profile.authentication_type == AuthenticationType::None && !fields.empty()) {
    complaints.add(pointer, "must be absent or empty when authentication_type is \"none\"");
  }
  std::string missing;
  for (const std::string_view needed : fieldsTalkdeskNeeds(profile.authentication_type)) {
    const bool present = std::any_of(fields.begin(), fields.end(), [needed](const auto& field) {
      return field.field_name == needed;
    });
    if (!present) {
      missing += missing.empty() ? "" : ", ";
      missing += needed;
    }
  }
  if (!missing.empty()) {
    complaints.add(pointer,
                   "must have the fields this authentication_type needs; missing: " + missing);
  }
}

}  // namespace

talkdesk::Profile parseProfile(const nlohmann::json& profile,
                               const std::string& pointer,
                               Complaints& complaints) {
  talkdesk::Profile result;
  ObjectReader reader(profile, pointer, complaints);
  reader.choice(
      Need::Optional, "authentication_type", result.authentication_type, kAuthenticationTypes);
  parseFields(reader, result, complaints);
  compareTypeWithFields(reader, result, complaints);
  parseInteractionTypes(reader, result, complaints);
  parseActions(reader, result, complaints);
  if (auto part = reader.object(Need::Optional, "dialect")) {
    parseDialect(*part, result.dialect);
  }
  reader.finish();
  return result;
}

}  // namespace bailey::config
