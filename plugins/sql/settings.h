// The object "settings" of an integration's file, read strictly. README.md explains each member.
// Whether the statements fit the database is found out later, by Preparation.
#pragma once

#include "complaints.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bailey::sql {

using Texts = std::map<std::string, std::string>;

// How a row's columns become the fields of Talkdesk's contract.
struct Mapping {
  Texts fields;                         // contract field -> column, where the names differ
  Texts templates;                      // contract field -> text with {column} in it
  std::map<std::string, Texts> values;  // contract field -> value in the database -> value to show
};

struct AuthSettings {
  std::string statement;
  Texts fields;  // auth field for Talkdesk to store -> column
};

struct ContactSettings {
  std::string statement;
  std::int64_t page_size = 0;
  std::chrono::seconds overlap{};
  Mapping mapping;
};

struct InteractionSettings {
  std::string by_contact;
  std::optional<std::string> find_contact_by_id;
  std::optional<std::string> find_contact_by_email;
  std::optional<std::string> find_contact_by_phone;
  std::int64_t limit = 0;
  Mapping mapping;
};

struct AgentSettings {
  std::string statement;
  std::int64_t page_size = 0;
  Mapping mapping;
};

struct ActionStatement {
  std::string sql;
  std::string no_row;  // the sentence to fail with when no row comes back; empty: that is fine
};

struct ActionSettings {
  std::vector<ActionStatement> statements;
  Texts result;  // field of the action's answer -> text with {column} in it
};

struct Settings {
  std::string driver;
  std::string database;  // as written: relative to the integration's folder
  std::chrono::milliseconds busy_timeout{};
  std::optional<AuthSettings> auth;
  std::optional<ContactSettings> contacts;
  std::optional<InteractionSettings> interactions;
  std::optional<AgentSettings> agents;
  std::map<std::string, ActionSettings> actions;  // by name
};

[[nodiscard]] Settings readSettings(const nlohmann::json& json, Complaints& complaints);

}  // namespace bailey::sql
