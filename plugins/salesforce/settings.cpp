#include "settings.h"

#include "action_names.h"
#include "complaints.h"
#include "org.h"
#include "record_id.h"
#include "settings_reader.h"
#include "soql.h"

#include "bailey/settings.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace bailey::salesforce {
namespace {

constexpr Range kContactPageSize{200, 1, 2'000};
constexpr Range kAgentPageSize{200, 1, 2'000};
constexpr Range kInteractionsMax{50, 1, 200};
// A transaction of Salesforce's may take minutes, and its changes bear the time it began at.
constexpr Range kOverlapS{300, 0, 86'400};

const std::vector<std::string_view> kKnown = {"/base_url",
                                              "/api_version",
                                              "/auth_fields/access_token",
                                              "/auth_fields/instance_url",
                                              "/contacts/page_size",
                                              "/contacts/overlap_s",
                                              "/contacts/leads",
                                              "/contacts/fields/*",
                                              "/contacts/lead_fields/*",
                                              "/interactions/limit",
                                              "/interactions/types/*",
                                              "/agents/page_size",
                                              "/statuses/case/*",
                                              "/statuses/task/*",
                                              "/priorities/*",
                                              "/statuses_to_set/*",
                                              "/priorities_to_set/*",
                                              "/actions/*/inputs/*",
                                              "/actions/*/values/*"};

const std::array<const char*, 8> kObjects = {"/auth_fields",
                                             "/contacts",
                                             "/contacts/fields",
                                             "/contacts/lead_fields",
                                             "/interactions",
                                             "/agents",
                                             "/statuses",
                                             "/actions"};

struct ContactPart {
  const char* name;
  FieldPaths ContactFields::*paths;
};

const std::array<ContactPart, 9> kContactParts = {{{"name", &ContactFields::name},
                                                   {"company", &ContactFields::company},
                                                   {"title", &ContactFields::title},
                                                   {"emails", &ContactFields::emails},
                                                   {"phones", &ContactFields::phones},
                                                   {"photo_url", &ContactFields::photo_url},
                                                   {"address", &ContactFields::address},
                                                   {"websites", &ContactFields::websites},
                                                   {"twitter", &ContactFields::twitter}}};

struct Kind {
  const char* name;
  std::string InteractionTypes::*type;
};

const std::array<Kind, 5> kKinds = {{{"ticket", &InteractionTypes::ticket},
                                     {"task", &InteractionTypes::task},
                                     {"call", &InteractionTypes::call},
                                     {"email", &InteractionTypes::email},
                                     {"note", &InteractionTypes::note}}};

// "a, b, c" of anything with a name.
template <typename Named>
std::string names(const Named& list) {
  std::string text;
  for (const auto& each : list) {
    text += (text.empty() ? "" : ", ") + std::string(each.name);
  }
  return text;
}

ContactFields usualContactFields() {
  return {.name = {"Name"},
          .company = {"Account.Name"},
          .title = {"Title"},
          .emails = {"Email"},
          .phones = {"Phone", "MobilePhone", "HomePhone", "OtherPhone"},
          .photo_url = {},
          .address = {"MailingStreet",
                      "MailingCity",
                      "MailingState",
                      "MailingPostalCode",
                      "MailingCountry"},
          .websites = {},
          .twitter = {}};
}

ContactFields usualLeadFields() {
  return {.name = {"Name"},
          .company = {"Company"},
          .title = {"Title"},
          .emails = {"Email"},
          .phones = {"Phone", "MobilePhone"},
          .photo_url = {},
          .address = {"Street", "City", "State", "PostalCode", "Country"},
          .websites = {"Website"},
          .twitter = {}};
}

// Complains about members of the object at `pointer` that are none of `known`.
template <typename Named>
void allowNames(SettingsReader& reader, const std::string& pointer, const Named& known) {
  const nlohmann::json* found = reader.find(pointer);
  if (found == nullptr || !found->is_object()) {
    return;
  }
  for (const auto& [name, value] : found->items()) {
    const bool is_known = std::any_of(
        known.begin(), known.end(), [&name = name](const auto& each) { return name == each.name; });
    if (!is_known) {
      reader.complain(pointerTo(pointer, name), "is not a setting; allowed are " + names(known));
    }
  }
}

ContactFields readFields(SettingsReader& reader, const std::string& pointer, ContactFields usual) {
  allowNames(reader, pointer, kContactParts);
  for (const ContactPart& part : kContactParts) {
    FieldPaths& paths = usual.*part.paths;
    paths = reader.fieldPaths(pointerTo(pointer, part.name), std::move(paths));
  }
  return usual;
}

std::string readBaseUrl(SettingsReader& reader) {
  std::string url = reader.text("/base_url", {});
  while (url.ends_with('/')) {
    url.pop_back();
  }
  if (!url.empty() && !isOrigin(url)) {
    reader.complain("/base_url", "must be http:// or https:// with a host and nothing behind it");
  }
  return url;
}

std::string readApiVersion(SettingsReader& reader) {
  std::string version = reader.text("/api_version", "62.0");
  const std::size_t digits = version.find_first_not_of("0123456789");
  if (digits < 2 || digits > 3 || version.substr(digits) != ".0") {
    reader.complain("/api_version", "must be a version of the REST API, such as 62.0");
  }
  return version;
}

// Each kind under the name that the integration gives its type: its own, or one of the settings.
InteractionTypes readTypes(SettingsReader& reader, const std::vector<std::string>& offered) {
  const std::string place = "/interactions/types";
  allowNames(reader, place, kKinds);
  const std::map<std::string, std::string> named = reader.texts(place);
  InteractionTypes types;
  std::vector<std::string> used;
  for (const Kind& kind : kKinds) {
    const auto given = named.find(kind.name);
    const std::string& wanted = given == named.end() ? kind.name : given->second;
    const auto type = std::find_if(offered.begin(), offered.end(), [&](const std::string& each) {
      return sameWord(each, wanted);
    });
    if (type != offered.end()) {
      types.*kind.type = *type;
      used.push_back(*type);
    } else if (given != named.end()) {
      reader.complain(pointerTo(place, kind.name),
                      "must be one of the integration's interaction types");
    }
  }
  for (const std::string& type : offered) {
    if (std::find(used.begin(), used.end(), type) == used.end()) {
      reader.complain(place,
                      "nothing becomes the integration's interaction type \"" + type +
                          "\"; name it for one of " + names(kKinds));
    }
  }
  return types;
}

// The usual words, and over them those of the settings, which say what is meant by `is_allowed`.
Words readWords(SettingsReader& reader,
                const std::string& pointer,
                Words words,
                bool (*is_allowed)(std::string_view),
                const std::string& allowed) {
  for (const auto& [from, to] : reader.texts(pointer)) {
    if (!is_allowed(to)) {
      reader.complain(pointerTo(pointer, from), "must become one of " + allowed);
    }
    words.insert_or_assign(from, to);
  }
  return words;
}

Words readWordsToSet(SettingsReader& reader,
                     const std::string& pointer,
                     Words words,
                     bool (*is_known)(std::string_view),
                     const std::string& known) {
  for (const auto& [from, to] : reader.texts(pointer)) {
    if (!is_known(from)) {
      reader.complain(pointerTo(pointer, from), "is no word of Talkdesk's; those are " + known);
    }
    words.insert_or_assign(from, to);
  }
  return words;
}

ActionFields readAction(SettingsReader& reader, const std::string& pointer) {
  ActionFields fields;
  fields.inputs = reader.texts(pointerTo(pointer, "inputs"));
  for (const auto& [input, field] : fields.inputs) {
    if (!isFieldPath(field) || field.find('.') != std::string::npos) {
      reader.complain(pointerTo(pointerTo(pointer, "inputs"), input),
                      "must be the API name of a field, such as Region__c");
    }
  }
  const std::string place = pointerTo(pointer, "values");
  const nlohmann::json* values = reader.find(place);
  if (values == nullptr || !values->is_object()) {
    reader.needObject(place);
    return fields;
  }
  for (const auto& [field, value] : values->items()) {
    if (!isFieldPath(field) || field.find('.') != std::string::npos) {
      reader.complain(pointerTo(place, field), "is not the API name of a field");
    } else if (value.is_structured() || value.is_null()) {
      reader.complain(pointerTo(place, field), "must be a text, a number, true or false");
    } else {
      fields.values.emplace(field, value.dump());
    }
  }
  return fields;
}

std::map<std::string, ActionFields> readActions(SettingsReader& reader) {
  std::map<std::string, ActionFields> actions;
  const nlohmann::json* found = reader.find("/actions");
  if (found == nullptr || !found->is_object()) {
    return actions;
  }
  for (const auto& [name, action] : found->items()) {
    const std::string pointer = pointerTo("/actions", name);
    reader.needObject(pointer);
    if (!isActionName(name)) {
      reader.complain(pointer, "is not an action of this plugin; it has " + actionNames());
    }
    actions.emplace(name, readAction(reader, pointer));
  }
  return actions;
}

WalkOptions readWalk(SettingsReader& reader) {
  WalkOptions options;
  options.page_size =
      static_cast<std::size_t>(reader.integer("/contacts/page_size", kContactPageSize));
  options.overlap = std::chrono::seconds(reader.integer("/contacts/overlap_s", kOverlapS));
  options.is_id = &isRecordId;
  return options;
}

void readMappings(SettingsReader& reader, Settings& settings) {
  const std::string statuses = "new, open, pending, solved, closed";
  const std::string priorities = "none, low, normal, high, urgent";
  settings.case_statuses =
      readWords(reader, "/statuses/case", usualCaseStatuses(), &isTalkdeskStatus, statuses);
  settings.task_statuses =
      readWords(reader, "/statuses/task", usualTaskStatuses(), &isTalkdeskStatus, statuses);
  settings.priorities =
      readWords(reader, "/priorities", usualPriorities(), &isTalkdeskPriority, priorities);
  settings.statuses_to_set =
      readWordsToSet(reader, "/statuses_to_set", usualStatusesToSet(), &isTalkdeskStatus, statuses);
  settings.priorities_to_set = readWordsToSet(
      reader, "/priorities_to_set", usualPrioritiesToSet(), &isTalkdeskPriority, priorities);
}

}  // namespace

const ActionFields& Settings::ofAction(std::string_view name) const {
  static const ActionFields kNone;
  const auto found = actions.find(std::string(name));
  return found == actions.end() ? kNone : found->second;
}

Settings readSettings(const Setup& setup) {
  Complaints complaints;
  SettingsReader reader(setup.settings, complaints);
  complaints.addAll(unknownSettings(setup.settings, kKnown));
  for (const char* pointer : kObjects) {
    reader.needObject(pointer);
  }
  Settings settings;
  settings.base_url = readBaseUrl(reader);
  settings.api_version = readApiVersion(reader);
  settings.token_field = reader.text("/auth_fields/access_token", "access_token");
  settings.instance_field = reader.text("/auth_fields/instance_url", "instance_url");
  settings.contact_walk = readWalk(reader);
  settings.has_leads = reader.boolean("/contacts/leads");
  settings.contact_fields = readFields(reader, "/contacts/fields", usualContactFields());
  settings.lead_fields = readFields(reader, "/contacts/lead_fields", usualLeadFields());
  settings.types = readTypes(reader, setup.interaction_types);
  settings.interactions_max =
      static_cast<std::size_t>(reader.integer("/interactions/limit", kInteractionsMax));
  settings.agent_page_size =
      static_cast<std::size_t>(reader.integer("/agents/page_size", kAgentPageSize));
  readMappings(reader, settings);
  settings.actions = readActions(reader);
  for (const std::string& action : setup.actions) {
    if (!isActionName(action)) {
      complaints.add("",
                     "the integration's action \"" + action +
                         "\" is none of this plugin's; it has " + actionNames());
    }
  }
  complaints.throwIfAny();
  return settings;
}

}  // namespace bailey::salesforce
