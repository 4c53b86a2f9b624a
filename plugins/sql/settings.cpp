#include "settings.h"

#include "object_reader.h"

#include <map>
#include <utility>

namespace bailey::sql {
namespace {

constexpr Range kBusyTimeoutMs{2'000, 0, 60'000};
constexpr Range kContactPageSize{200, 1, 2'000};
constexpr Range kAgentPageSize{200, 1, 2'000};
constexpr Range kInteractionLimit{50, 1, 500};  // 50 is as many as the host shows by default
constexpr Range kOverlapS{5, 0, 86'400};

Mapping readMapping(ObjectReader& section, Complaints& complaints) {
  Mapping mapping;
  mapping.fields = section.texts("fields");
  mapping.templates = section.texts("templates");
  const nlohmann::json* values = section.member("values");
  if (values == nullptr) {
    return mapping;
  }
  ObjectReader by_field(*values, section.pointer("values"), complaints);
  if (values->is_object()) {
    for (const auto& [field, map] : values->items()) {
      mapping.values.emplace(field, by_field.texts(field));
    }
  }
  return mapping;
}

AuthSettings readAuth(const nlohmann::json& json, Complaints& complaints) {
  ObjectReader section(json, "/auth", complaints);
  AuthSettings auth{section.statement("statement"), section.texts("fields")};
  section.finish();
  return auth;
}

ContactSettings readContacts(const nlohmann::json& json, Complaints& complaints) {
  ObjectReader section(json, "/contacts", complaints);
  ContactSettings contacts{section.statement("statement"),
                           section.integer("page_size", kContactPageSize),
                           std::chrono::seconds(section.integer("overlap_s", kOverlapS)),
                           readMapping(section, complaints)};
  section.finish();
  return contacts;
}

InteractionSettings readInteractions(const nlohmann::json& json, Complaints& complaints) {
  ObjectReader section(json, "/interactions", complaints);
  InteractionSettings interactions{section.statement("by_contact"),
                                   section.optionalStatement("find_contact_by_id"),
                                   section.optionalStatement("find_contact_by_email"),
                                   section.optionalStatement("find_contact_by_phone"),
                                   section.integer("limit", kInteractionLimit),
                                   readMapping(section, complaints)};
  section.finish();
  return interactions;
}

AgentSettings readAgents(const nlohmann::json& json, Complaints& complaints) {
  ObjectReader section(json, "/agents", complaints);
  AgentSettings agents{section.statement("statement"),
                       section.integer("page_size", kAgentPageSize),
                       readMapping(section, complaints)};
  section.finish();
  return agents;
}

// A statement, or {"statement": statement, "no_row": text}.
ActionStatement readActionStatement(const nlohmann::json& json,
                                    const std::string& pointer,
                                    Complaints& complaints) {
  if (std::optional<std::string> sql = joinedLines(json); sql.has_value()) {
    return {*std::move(sql), {}};
  }
  if (!json.is_object()) {
    complaints.add(pointer,
                   "must be a statement (a text, or a list of lines), or an object with "
                   "\"statement\" and \"no_row\"");
    return {};
  }
  ObjectReader reader(json, pointer, complaints);
  ActionStatement statement{reader.statement("statement"), reader.neededText("no_row")};
  reader.finish();
  return statement;
}

ActionSettings readAction(const nlohmann::json& json,
                          const std::string& pointer,
                          Complaints& complaints) {
  ObjectReader section(json, pointer, complaints);
  ActionSettings action;
  const nlohmann::json* statements = section.member("statements");
  if (statements == nullptr || !statements->is_array() || statements->empty()) {
    complaints.add(section.pointer("statements"), "must be a list of at least one statement");
  } else {
    for (const nlohmann::json& statement : *statements) {
      const std::string place =
          pointerTo(section.pointer("statements"), std::to_string(action.statements.size()));
      action.statements.push_back(readActionStatement(statement, place, complaints));
    }
  }
  action.result = section.texts("result");
  section.finish();
  return action;
}

std::map<std::string, ActionSettings> readActions(const nlohmann::json& json,
                                                  Complaints& complaints) {
  std::map<std::string, ActionSettings> actions;
  if (!json.is_object()) {
    complaints.add("/actions", "must be an object");
    return actions;
  }
  for (const auto& [name, action] : json.items()) {
    actions.emplace(name, readAction(action, pointerTo("/actions", name), complaints));
  }
  return actions;
}

// Reads section `name` with `read` if it is there.
template <typename Section>
void readSection(ObjectReader& root,
                 const std::string& name,
                 std::optional<Section>& section,
                 Section (*read)(const nlohmann::json&, Complaints&),
                 Complaints& complaints) {
  if (const nlohmann::json* json = root.member(name); json != nullptr) {
    section = read(*json, complaints);
  }
}

}  // namespace

Settings readSettings(const nlohmann::json& json, Complaints& complaints) {
  Settings settings;
  ObjectReader root(json, "", complaints);
  settings.driver = root.neededText("driver");
  if (!settings.driver.empty() && settings.driver != "sqlite") {
    complaints.add("/driver", "is not known; allowed are sqlite");
  }
  settings.database = root.neededText("database");
  settings.busy_timeout =
      std::chrono::milliseconds(root.integer("busy_timeout_ms", kBusyTimeoutMs));
  readSection(root, "auth", settings.auth, &readAuth, complaints);
  readSection(root, "contacts", settings.contacts, &readContacts, complaints);
  readSection(root, "interactions", settings.interactions, &readInteractions, complaints);
  readSection(root, "agents", settings.agents, &readAgents, complaints);
  if (const nlohmann::json* actions = root.member("actions"); actions != nullptr) {
    settings.actions = readActions(*actions, complaints);
  }
  root.finish();
  return settings;
}

}  // namespace bailey::sql
