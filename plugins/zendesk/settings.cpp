#include "settings.h"

#include "text.h"

#include "bailey/url.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace bailey::zendesk {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

constexpr std::array<std::string_view, 7> kContactFields = {
    "address", "company", "emails", "phones", "title", "twitter", "websites"};
constexpr std::array<std::string_view, 3> kRoles = {"end-user", "agent", "admin"};

template <typename List>
bool isOneOf(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

template <typename List>
std::string listed(const List& words) {
  std::string text;
  for (const std::string_view word : words) {
    (text += text.empty() ? "" : ", ") += word;
  }
  return text;
}

// A key as Zendesk gives it to a field that a customer made.
bool isFieldKey(std::string_view key) {
  constexpr std::size_t kMax = 255;
  return !key.empty() && key.size() <= kMax && std::all_of(key.begin(), key.end(), [](char c) {
    return detail::isAlphanumeric(c) || c == '_' || c == '-';
  });
}

bool isTag(std::string_view tag) {
  return isFieldKey(tag) && tag == lowerCase(tag);
}

// An address without anything behind the host and port.
bool isOrigin(std::string_view url) {
  constexpr std::string_view kHttps = "https://";
  constexpr std::string_view kHttp = "http://";
  const bool is_https = url.starts_with(kHttps);
  if (!is_https && !url.starts_with(kHttp)) {
    return false;
  }
  const std::string_view host = url.substr(is_https ? kHttps.size() : kHttp.size());
  return !host.empty() && host.front() != ':' && std::all_of(host.begin(), host.end(), [](char c) {
    return detail::isAlphanumeric(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

// Ids may be written as numbers. Empty for what is neither a text nor an id.
std::string scalarOf(const json& value) {
  if (value.is_number_unsigned()) {
    return value.dump();
  }
  return value.is_string() ? value.get<std::string>() : std::string();
}

// Reads members one by one and remembers what is wrong with them.
class Reader {
public:
  explicit Reader(const json& settings)
      : settings_(settings),
        wrong_(unknownSettings(settings,
                               {"/base_url",
                                "/call_tag",
                                "/contacts/page_size",
                                "/contacts/roles",
                                "/contacts/fields",
                                "/interactions/limit",
                                "/interactions/noted_tickets",
                                "/interactions/statuses",
                                "/interactions/priorities",
                                "/actions/statuses",
                                "/actions/priorities",
                                "/actions/ticket_fields",
                                "/actions/user_fields",
                                "/actions/public_description",
                                "/actions/skip_verify_email"})) {
    if (!settings.is_object()) {
      complain(Pointer(), "must be an object");
    }
    for (const char* section : {"/contacts", "/interactions", "/actions"}) {
      if (const json* found = find(Pointer(section)); found != nullptr && !found->is_object()) {
        complain(Pointer(section), "must be an object");
      }
    }
  }

  void complain(const Pointer& where, std::string message) {
    wrong_.push_back({where.to_string(), std::move(message)});
  }

  void number(const char* pointer, std::size_t min, std::size_t max, std::size_t& value) {
    const json* found = find(Pointer(pointer));
    if (found == nullptr) {
      return;
    }
    if (!found->is_number_unsigned() || found->get<std::size_t>() < min ||
        found->get<std::size_t>() > max) {
      complain(Pointer(pointer),
               "must be an integer from " + std::to_string(min) + " to " + std::to_string(max));
      return;
    }
    value = found->get<std::size_t>();
  }

  void boolean(const char* pointer, bool& value) {
    const json* found = find(Pointer(pointer));
    if (found == nullptr) {
      return;
    }
    if (!found->is_boolean()) {
      complain(Pointer(pointer), "must be true or false");
      return;
    }
    value = found->get<bool>();
  }

  template <typename IsGood>
  void text(const char* pointer, IsGood&& is_good, std::string_view wanted, std::string& value) {
    const json* found = find(Pointer(pointer));
    if (found == nullptr) {
      return;
    }
    const auto* read = found->get_ptr<const std::string*>();
    if (read == nullptr || !is_good(*read)) {
      complain(Pointer(pointer), "must be " + std::string(wanted));
      return;
    }
    value = *read;
  }

  // {"key": "value"}. The checks give what is wrong, or nothing.
  template <typename IsKey, typename IsValue>
  void map(const char* pointer, IsKey&& check_key, IsValue&& check_value, Words& words) {
    const json* found = find(Pointer(pointer));
    if (found == nullptr) {
      return;
    }
    if (!found->is_object()) {
      complain(Pointer(pointer), "must be an object of texts");
      return;
    }
    for (const auto& [key, value] : found->items()) {
      const std::string text = scalarOf(value);
      std::string complaint = check_key(key);
      if (complaint.empty()) {
        complaint = check_value(text);
      }
      if (!complaint.empty()) {
        complain(Pointer(pointer) / key, complaint);
        continue;
      }
      words[key] = text;
    }
  }

  void roles(std::vector<std::string>& roles) {
    const Pointer pointer("/contacts/roles");
    const json* found = find(pointer);
    if (found == nullptr) {
      return;
    }
    const bool is_list =
        found->is_array() && !found->empty() &&
        std::all_of(found->begin(), found->end(), [](const json& role) {
          return role.is_string() && isOneOf(kRoles, role.get_ref<const std::string&>());
        });
    if (!is_list) {
      complain(pointer, "must be a list of one or more of " + listed(kRoles));
      return;
    }
    roles = found->get<std::vector<std::string>>();
  }

  [[nodiscard]] Complaints takeComplaints() { return std::move(wrong_); }

private:
  [[nodiscard]] const json* find(const Pointer& pointer) const {
    return settings_.contains(pointer) ? &settings_.at(pointer) : nullptr;
  }

  const json& settings_;
  Complaints wrong_;
};

std::string anyKey(const std::string& /*key*/) {
  return {};
}

// A word's key, as it is looked up.
std::string lowerCaseKey(const std::string& key) {
  return key == lowerCase(key) ? std::string() : "must be written in lower case";
}

template <typename List>
auto oneOf(const List& list) {
  return [&list](const std::string& word) {
    return isOneOf(list, word) ? std::string() : "must be one of " + listed(list);
  };
}

std::string fieldKey(const std::string& key) {
  return isFieldKey(key) ? std::string() : "must be the key of a user field in Zendesk";
}

std::string fieldId(const std::string& id) {
  return isId(id) ? std::string() : "must be the id of a ticket field in Zendesk";
}

std::string settableStatus(const std::string& word) {
  return isOneOf(kZendeskStatuses, word) || isId(word)
             ? std::string()
             : "must be one of " + listed(kZendeskStatuses) + ", or the id of a custom status";
}

void readContacts(Reader& reader, ContactSettings& contacts) {
  reader.number("/contacts/page_size", 1, 1000, contacts.page_size);
  reader.roles(contacts.roles);
  reader.map("/contacts/fields", oneOf(kContactFields), &fieldKey, contacts.fields);
}

void readInteractions(Reader& reader, InteractionSettings& interactions) {
  reader.number("/interactions/limit", 1, 100, interactions.limit);
  reader.number("/interactions/noted_tickets", 1, 10, interactions.noted_tickets);
  reader.map("/interactions/statuses", &lowerCaseKey, oneOf(kStatuses), interactions.statuses);
  reader.map(
      "/interactions/priorities", &lowerCaseKey, oneOf(kPriorities), interactions.priorities);
}

void readActions(Reader& reader, ActionSettings& actions) {
  reader.map("/actions/statuses", &lowerCaseKey, &settableStatus, actions.statuses);
  reader.map("/actions/priorities", &lowerCaseKey, oneOf(kZendeskPriorities), actions.priorities);
  reader.map("/actions/ticket_fields", &anyKey, &fieldId, actions.ticket_fields);
  reader.map("/actions/user_fields", &anyKey, &fieldKey, actions.user_fields);
  reader.boolean("/actions/public_description", actions.public_description);
  reader.boolean("/actions/skip_verify_email", actions.skip_verify_email);
}

}  // namespace

Settings readSettings(const nlohmann::json& json, Complaints& complaints) {
  Settings settings;
  Reader reader(json);
  const auto is_base_url = [](std::string_view url) {
    return isOrigin(url.ends_with('/') ? url.substr(0, url.size() - 1) : url);
  };
  reader.text("/base_url",
              is_base_url,
              "an address like https://acme.zendesk.com, without a path",
              settings.base_url);
  if (settings.base_url.ends_with('/')) {
    settings.base_url.pop_back();
  }
  reader.text(
      "/call_tag", &isTag, "a tag of lower-case letters, digits, _ and -", settings.call_tag);
  readContacts(reader, settings.contacts);
  readInteractions(reader, settings.interactions);
  readActions(reader, settings.actions);
  complaints = reader.takeComplaints();
  return settings;
}

}  // namespace bailey::zendesk
