// The object "settings" of an integration's file, read strictly. README.md explains each member.
#pragma once

#include "words.h"

#include "bailey/plugin.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace bailey::zendesk {

struct ContactSettings {
  std::size_t page_size = 500;
  std::vector<std::string> roles = {"end-user"};
  Words fields;  // field of a contact -> key of a user field
};

struct InteractionSettings {
  std::size_t limit = 50;
  std::size_t noted_tickets = 3;
  Words statuses;    // Zendesk's word, or the id of a custom status -> Talkdesk's word
  Words priorities;  // Zendesk's word, "" for none -> Talkdesk's word
};

struct ActionSettings {
  Words statuses;       // what was filled in -> Zendesk's word, or the id of a custom status
  Words priorities;     // what was filled in -> Zendesk's word
  Words ticket_fields;  // input -> id of a ticket field
  Words user_fields;    // input -> key of a user field
  bool public_description = false;
  bool skip_verify_email = true;
};

struct Settings {
  std::string base_url;  // without a slash at its end; empty: the host comes from the subdomain
  std::string call_tag = "talkdesk_call";
  ContactSettings contacts;
  InteractionSettings interactions;
  ActionSettings actions;
};

// What an operator is told about the integration, all of it at once.
using Complaints = std::vector<InvalidSettings::Complaint>;

// A setting that is wrong keeps its default, and `complaints` says so.
[[nodiscard]] Settings readSettings(const nlohmann::json& json, Complaints& complaints);

}  // namespace bailey::zendesk
