#include "config/parse_profile.h"

#include "config/object_reader.h"
#include "talkdesk/vocabulary.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace bailey::config {
namespace {

using talkdesk::AuthenticationType;
using talkdesk::InputType;

// The choices a file has among the values of the contract's vocabulary.
template <typename Value, std::size_t Count>
std::array<Choice<Value>, Count> choicesAmong(const std::array<Value, Count>& values) {
  std::array<Choice<Value>, Count> choices{};
  std::transform(values.begin(), values.end(), choices.begin(), [](Value value) {
    return Choice<Value>{talkdesk::nameOf(value), value};
  });
  return choices;
}

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

// Any spelling some version of Talkdesk's own documentation has. (contract.md §8, C15)
void parseFieldType(ObjectReader& reader, bool& oauth) {
  static constexpr std::string_view kExpected = "\"input\", \"oauth\", \"text\" or \"password\"";
  const auto* found = reader.value(Need::Optional, "type", kExpected);
  if (found == nullptr) {
    return;
  }
  const auto known = found->is_string()
                         ? talkdesk::isFilledByOAuth(found->get_ref<const std::string&>())
                         : std::nullopt;
  if (known) {
    oauth = *known;
  } else {
    reader.refuse("type", kExpected, *found);
  }
}

talkdesk::AuthenticationField parseField(ObjectReader& reader) {
  talkdesk::AuthenticationField field;
  reader.text(Need::Required, "field_name", field.field_name, kFieldName);
  reader.text(Need::Required, "display", field.display, kLabel);
  reader.flag(Need::Required, "mandatory", field.mandatory);
  parseFieldType(reader, field.oauth);
  reader.flag(Need::Optional, "store", field.store);
  reader.text(Need::Optional, "help", field.help, kHint);
  reader.text(Need::Optional, "format", field.format, kHint);
  reader.choice(Need::Optional, "source", field.source, choicesAmong(talkdesk::kFieldSources));
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
    // Talkdesk's spelling varies in case (contract.md §8, C19).
    names.check(talkdesk::inLowerCase(profile.interaction_types.back()), pointer);
  }
}

bool listsValues(const std::string& format) {
  const std::vector<std::string> values = talkdesk::selectValues(format);
  return std::none_of(
      values.begin(), values.end(), [](const std::string& value) { return value.empty(); });
}

talkdesk::ActionInput parseInput(ObjectReader& reader) {
  talkdesk::ActionInput input;
  reader.text(Need::Required, "key", input.key, kFieldName);
  reader.text(Need::Required, "name", input.name, kLabel);
  reader.flag(Need::Required, "mandatory", input.mandatory);
  reader.choice(Need::Optional, "type", input.type, choicesAmong(talkdesk::kInputTypes));
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
  std::int64_t deduplicate_s = action.deduplicate.count();
  reader.text(Need::Required, "name", action.name, kActionName);
  reader.text(Need::Required, "display", action.display, kLabel);
  reader.text(Need::Required, "description", action.description, kLabel);
  reader.number(Need::Optional, "deduplicate_s", deduplicate_s, {0, 86'400});
  action.deduplicate = std::chrono::seconds(deduplicate_s);
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
  reader.flag(Need::Optional, "legacy_configuration", dialect.legacy_configuration);
  reader.finish();
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
  for (const std::string_view needed : talkdesk::fieldsNeededBy(profile.authentication_type)) {
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

bool hasHttpsHost(std::string_view url) {
  static constexpr std::string_view kScheme = "https://";
  return url.starts_with(kScheme) && url.size() > kScheme.size() &&
         std::string_view("/?#").find(url[kScheme.size()]) == std::string_view::npos;
}

void parseUrl(ObjectReader& reader, std::string_view key, std::string& out) {
  std::string url;
  reader.text(Need::Optional, key, url, kHttpsUrl);
  if (hasHttpsHost(url)) {
    out = std::move(url);
  } else if (!url.empty()) {
    reader.refuse(key, kHttpsUrl.what, nlohmann::json(url));
  }
}

// What Talkdesk shows of the integration. (contract.md §7.1)
void parseDescription(ObjectReader& reader, talkdesk::Profile& profile) {
  reader.text(Need::Optional, "display_name", profile.display_name, kLabel);
  reader.text(Need::Optional, "description", profile.description, kLabel);
  parseUrl(reader, "logo_url", profile.logo_url);
  parseUrl(reader, "icon_url", profile.icon_url);
  reader.flag(Need::Optional, "cti", profile.cti);
}

}  // namespace

talkdesk::Profile parseProfile(const nlohmann::json& profile,
                               const std::string& pointer,
                               Complaints& complaints) {
  talkdesk::Profile result;
  ObjectReader reader(profile, pointer, complaints);
  parseDescription(reader, result);
  reader.choice(Need::Optional,
                "authentication_type",
                result.authentication_type,
                choicesAmong(talkdesk::kAuthenticationTypes));
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
