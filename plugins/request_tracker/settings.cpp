#include "settings.h"

#include "settings_reader.h"
#include "ticket_sql.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr Range kContactPageSize{100, 1, 1'000};
constexpr Range kOverlapS{5, 0, 86'400};
constexpr Range kInteractionLimit{50, 1, 50};  // each has two texts, and RT gives 100 at once
constexpr Range kAgentPageSize{5, 1, 100};     // one request for each agent
constexpr std::int64_t kPriorityMax = 1'000'000;

constexpr std::array<std::string_view, 5> kStatuses = {
    "new", "open", "pending", "solved", "closed"};

const std::vector<std::string_view> kKnown = {
    "/base_url",
    "/web_url",
    "/queue",
    "/calls/queue",
    "/calls/status",
    "/contacts/page_size",
    "/contacts/overlap_s",
    "/contacts/include_staff",
    "/contacts/custom_fields/company",
    "/contacts/custom_fields/title",
    "/contacts/custom_fields/address",
    "/contacts/custom_fields/twitter",
    "/contacts/custom_fields/emails",
    "/contacts/custom_fields/phones",
    "/contacts/custom_fields/websites",
    "/interactions/limit",
    "/interactions/texts",
    "/agents/page_size",
    "/statuses/read/*",
    "/statuses/write/new",
    "/statuses/write/open",
    "/statuses/write/pending",
    "/statuses/write/solved",
    "/statuses/write/closed",
    "/priorities/read/low",
    "/priorities/read/normal",
    "/priorities/read/high",
    "/priorities/read/urgent",
    "/priorities/write/none",
    "/priorities/write/low",
    "/priorities/write/normal",
    "/priorities/write/high",
    "/priorities/write/urgent",
    "/actions/create_ticket/custom_fields/*",
    "/actions/log_call/custom_fields/*",
    "/actions/create_or_update_contact/custom_fields/*",
};

// What is wrong with the address of a web application; null: nothing.
const char* wrongWithAddress(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (!url.starts_with("https://") && !url.starts_with("http://")) {
    return "must begin with https:// or http://";
  }
  const std::string_view rest = url.substr(scheme + 3);
  if (rest.empty() || rest.front() == '/' || rest.front() == ':') {
    return "must have a host";
  }
  const bool odd = std::any_of(rest.begin(), rest.end(), [](char c) {
    constexpr std::string_view kOdd = "?#@\\\"<>{}|^`%";
    return c <= ' ' || c == '\x7f' || kOdd.find(c) != std::string_view::npos;
  });
  if (odd) {
    return "must be host, port and path only";
  }
  return url.find("/REST/") == std::string_view::npos
             ? nullptr
             : "is the address of RT's pages, without the /REST/2.0";
}

std::string address(SettingsReader& reader, const std::string& pointer, std::string fallback) {
  std::string url = reader.text(pointer, "");
  if (url.empty()) {
    return fallback;
  }
  if (const char* wrong = wrongWithAddress(url); wrong != nullptr) {
    reader.complain(pointer, wrong);
  }
  while (!url.empty() && url.back() == '/') {
    url.pop_back();
  }
  return url;
}

ContactSettings readContacts(SettingsReader& reader) {
  ContactSettings contacts;
  contacts.walk.page_size =
      static_cast<std::size_t>(reader.integer("/contacts/page_size", kContactPageSize));
  contacts.walk.is_id = &isId;
  contacts.walk.overlap = std::chrono::seconds(reader.integer("/contacts/overlap_s", kOverlapS));
  contacts.include_staff = reader.boolean("/contacts/include_staff", false);
  reader.texts("/contacts/custom_fields", contacts.custom_fields, false);
  return contacts;
}

StatusWords readStatuses(SettingsReader& reader) {
  StatusWords words{{{"new", "new"},
                     {"open", "open"},
                     {"stalled", "pending"},
                     {"resolved", "solved"},
                     {"rejected", "closed"},
                     {"deleted", "closed"}},
                    {{"new", "new"},
                     {"open", "open"},
                     {"pending", "stalled"},
                     {"solved", "resolved"},
                     {"closed", "resolved"}}};
  reader.texts("/statuses/read", words.read, true);
  reader.texts("/statuses/write", words.write, false);
  for (const auto& [own, shown] : words.read) {
    if (std::find(kStatuses.begin(), kStatuses.end(), shown) == kStatuses.end()) {
      reader.complain((nlohmann::json::json_pointer("/statuses/read") / own).to_string(),
                      "must be one of new, open, pending, solved, closed");
    }
  }
  return words;
}

PriorityWords readPriorities(SettingsReader& reader) {
  PriorityWords words{{{"low", 1}, {"normal", 34}, {"high", 67}, {"urgent", 100}},
                      {{"none", 0}, {"low", 25}, {"normal", 50}, {"high", 75}, {"urgent", 100}}};
  reader.integers("/priorities/read", words.read, kPriorityMax);
  reader.integers("/priorities/write", words.write, kPriorityMax);
  return words;
}

}  // namespace

Settings readSettings(const nlohmann::json& json,
                      std::vector<InvalidSettings::Complaint>& complaints) {
  for (InvalidSettings::Complaint& complaint : unknownSettings(json, kKnown)) {
    complaints.push_back(std::move(complaint));
  }
  SettingsReader reader(json, complaints);
  for (const char* section : {"/calls",
                              "/contacts",
                              "/interactions",
                              "/agents",
                              "/statuses",
                              "/priorities",
                              "/actions"}) {
    reader.object(section);
  }
  Settings settings;
  if (reader.value("/base_url") == nullptr) {
    reader.complain("/base_url", "is missing: where RT is, such as https://rt.example.com");
  }
  settings.base_url = address(reader, "/base_url", "");
  settings.web_url = address(reader, "/web_url", settings.base_url);
  settings.queue = reader.text("/queue", "General");
  settings.calls = {reader.text("/calls/queue", settings.queue),
                    reader.text("/calls/status", "resolved")};
  settings.contacts = readContacts(reader);
  settings.interactions = {reader.integer("/interactions/limit", kInteractionLimit),
                           reader.boolean("/interactions/texts", true)};
  settings.agents_page_size = reader.integer("/agents/page_size", kAgentPageSize);
  settings.statuses = readStatuses(reader);
  settings.priorities = readPriorities(reader);
  for (const std::string action : {"create_ticket", "log_call", "create_or_update_contact"}) {
    reader.object("/actions/" + action);
    reader.texts("/actions/" + action + "/custom_fields", settings.custom_fields[action], false);
  }
  return settings;
}

}  // namespace bailey::request_tracker
