// The object "settings" of an integration's file, read strictly. README.md explains each member.
#pragma once

#include "bailey/paging.hpp"
#include "bailey/plugin.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace bailey::request_tracker {

using Texts = std::map<std::string, std::string>;
using Numbers = std::map<std::string, std::int64_t>;

// Between RT's words and Talkdesk's, in lower case.
struct StatusWords {
  Texts read;   // RT's -> Talkdesk's
  Texts write;  // Talkdesk's -> RT's
};

struct PriorityWords {
  Numbers read;   // Talkdesk's -> the lowest number of RT's that it stands for
  Numbers write;  // Talkdesk's -> the number to give a ticket
};

struct ContactSettings {
  WalkOptions walk;
  bool include_staff = false;
  Texts custom_fields;  // field of Talkdesk's contact -> custom field of RT's users
};

struct InteractionSettings {
  std::int64_t limit = 0;  // tickets, and notes, in one answer
  bool texts = true;       // whether tickets come with what was written in them
};

struct CallSettings {
  std::string queue;
  std::string status;  // RT's word
};

struct Settings {
  std::string base_url;  // where Bailey reaches RT; no slash at the end
  std::string web_url;   // where people do
  std::string queue;
  CallSettings calls;
  ContactSettings contacts;
  InteractionSettings interactions;
  std::int64_t agents_page_size = 0;
  StatusWords statuses;
  PriorityWords priorities;
  std::map<std::string, Texts> custom_fields;  // by action: input -> custom field
};

// Adds what is wrong to `complaints`; the settings are only good when there is nothing.
[[nodiscard]] Settings readSettings(const nlohmann::json& json,
                                    std::vector<InvalidSettings::Complaint>& complaints);

}  // namespace bailey::request_tracker
