// The object "settings" of an integration's file, read strictly. README.md explains each member.
#pragma once

#include "words.h"

#include "bailey/adapter.hpp"
#include "bailey/paging.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace bailey::salesforce {

using FieldPaths = std::vector<std::string>;

// Which fields of a record hold what Talkdesk calls the parts of a contact. Of one text the first
// field that is filled in counts, of a list all of them; an address is all of them in one line.
struct ContactFields {
  FieldPaths name;
  FieldPaths company;
  FieldPaths title;
  FieldPaths emails;
  FieldPaths phones;
  FieldPaths photo_url;
  FieldPaths address;
  FieldPaths websites;
  FieldPaths twitter;
};

// What Talkdesk calls the kinds of interactions; empty: not wanted.
struct InteractionTypes {
  std::string ticket;
  std::string task;
  std::string call;
  std::string email;
  std::string note;
};

// An org's own fields on what an action writes.
struct ActionFields {
  std::map<std::string, std::string> inputs;  // input of the action -> field
  std::map<std::string, std::string> values;  // field -> JSON of what it is set to
};

struct Settings {
  std::string base_url;  // instead of the address that comes with the credentials; usually empty
  std::string api_version;
  std::string token_field;     // names in a request's auth
  std::string instance_field;  //
  WalkOptions contact_walk;
  bool has_leads = false;
  ContactFields contact_fields;
  ContactFields lead_fields;
  InteractionTypes types;
  std::size_t interactions_max = 0;  // of each kind
  std::size_t agent_page_size = 0;
  Words case_statuses;      // Salesforce's -> Talkdesk's
  Words task_statuses;      //
  Words priorities;         //
  Words statuses_to_set;    // Talkdesk's -> Salesforce's
  Words priorities_to_set;  //
  std::map<std::string, ActionFields> actions;

  [[nodiscard]] const ActionFields& ofAction(std::string_view name) const;
};

// Throws InvalidSettings with everything that is wrong.
[[nodiscard]] Settings readSettings(const Setup& setup);

}  // namespace bailey::salesforce
