// Settings: every mistake is named at once, and the example's are good.
#include "request_tracker_test.h"

#include <algorithm>

namespace bailey::request_tracker_test {
namespace {

const json kProfile = {{"interaction_types", {"ticket"}}, {"auth_fields", {"token"}}};

json complaintsOf(const json& settings, const json& profile = kProfile) {
  fakes::ScriptedHost host(BAILEY_REQUEST_TRACKER_PLUGIN,
                           [](const CrmRequest&) { return CrmAnswer{}; });
  return host.create(settings, profile);
}

bool complained(const json& complaints, const std::string& pointer, const std::string& part) {
  return std::any_of(complaints.begin(), complaints.end(), [&](const json& complaint) {
    return complaint["pointer"] == pointer &&
           complaint["message"].get<std::string>().find(part) != std::string::npos;
  });
}

TEST(RequestTrackerSettings, OnlyTheAddressIsNeeded) {
  EXPECT_EQ(complaintsOf({{"base_url", "https://rt.example.com/rt/"}}), json::array());
  EXPECT_TRUE(complained(complaintsOf(json::object()), "/base_url", "is missing"));
}

TEST(RequestTrackerSettings, MistakesAreAllNamedAtOnce) {
  const json complaints = complaintsOf(json::parse(R"({
    "base_url": "ftp://rt", "web_url": 7, "queue": "", "calls": [], "bsae_url": "x",
    "contacts": {"page_size": 0, "overlap_s": "soon", "include_staff": 1,
                 "custom_fields": {"title": 7, "name": "x"}},
    "interactions": {"limit": 101, "texts": "yes"}, "agents": {"page_size": 2.5},
    "statuses": {"read": {"waiting": "someday"}, "write": {"gone": "x"}},
    "priorities": {"read": {"low": -1}, "write": []},
    "actions": {"create_ticket": {"custom_fields": {"order": ""}, "queue": "x"}, "fly": {}}})"));
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"/base_url", "https://"},
      {"/web_url", "must be a text"},
      {"/queue", "not empty"},
      {"/calls", "must be an object"},
      {"/bsae_url", "is not a setting"},
      {"/contacts/page_size", "from 1 to 1000"},
      {"/contacts/overlap_s", "from 0 to 86400"},
      {"/contacts/include_staff", "true or false"},
      {"/contacts/custom_fields/title", "must be a text"},
      {"/contacts/custom_fields/name", "is not a setting"},
      {"/interactions/limit", "from 1 to 50"},
      {"/interactions/texts", "true or false"},
      {"/agents/page_size", "from 1 to 100"},
      {"/statuses/read/waiting", "new, open, pending, solved, closed"},
      {"/statuses/write/gone", "is not a setting"},
      {"/priorities/read/low", "from 0"},
      {"/priorities/write", "must be an object"},
      {"/actions/create_ticket/custom_fields/order", "must be a text"},
      {"/actions/create_ticket/queue", "is not a setting"},
      {"/actions/fly", "is not a setting"}};
  for (const auto& [pointer, part] : expected) {
    EXPECT_TRUE(complained(complaints, pointer, part)) << pointer << "\n" << complaints.dump(1);
  }
  EXPECT_EQ(complaints.size(), expected.size()) << complaints.dump(1);
}

TEST(RequestTrackerSettings, AnAddressIsHostPortAndPath) {
  for (const char* url : {"rt.example.com",
                          "https://",
                          "https:///rt",
                          "https://user@rt.example.com",
                          "https://rt.example.com?x",
                          "https://rt.example.com/#",
                          "https://rt.example.com/a b",
                          "https://rt.example.com/%2e",
                          "https://rt.example.com\n",
                          "https://rt.example.com/REST/2.0"}) {
    EXPECT_EQ(complaintsOf({{"base_url", url}}).size(), 1U) << url;
  }
}

TEST(RequestTrackerSettings, TheProfileMustBeOneOfRts) {
  const json settings = {{"base_url", "https://rt.example.com"}};
  EXPECT_TRUE(complained(complaintsOf(settings, json::object()), "", "auth fields"));
  EXPECT_TRUE(
      complained(complaintsOf(settings, {{"auth_fields", {"token", "username", "password"}}}),
                 "",
                 "not both"));
  const json complaints = complaintsOf(settings,
                                       {{"auth_fields", {"username", "password"}},
                                        {"interaction_types", {"Ticket", "call"}},
                                        {"actions", {"create_ticket", "fly"}}});
  EXPECT_EQ(complaints.size(), 2U);
  EXPECT_TRUE(complained(complaints, "", "no interaction type call"));
  EXPECT_TRUE(complained(complaints, "", "no action fly; there are add_note"));
}

TEST(RequestTrackerSettings, TheExampleIsGoodAndNamesWhatThereIs) {
  const json example = fileOf(std::string(BAILEY_CONFIG_FOLDER) + "/examples/request_tracker.json");
  const json& talkdesk = example["talkdesk"];
  json profile = {{"interaction_types", talkdesk["interaction_types"]}};
  for (const json& field : talkdesk["authentication_configuration"]) {
    profile["auth_fields"].push_back(field["field_name"]);
  }
  for (const json& action : talkdesk["actions"]) {
    profile["actions"].push_back(action["name"]);
  }
  EXPECT_EQ(profile["actions"].size(), 5U);
  EXPECT_EQ(complaintsOf(example["settings"], profile), json::array());
}

// The schema is for editors, the code decides: at least they know the same names.
TEST(RequestTrackerSettings, TheSchemaKnowsEverySetting) {
  const json schema = fileOf(std::string(BAILEY_REQUEST_TRACKER_FOLDER) + "/settings.schema.json");
  json settings = {{"base_url", "https://rt.example.com"}};
  for (const auto& [name, section] : schema["properties"].items()) {
    if (section.value("type", "") == "object") {
      for (const auto& [member, rule] : section["properties"].items()) {
        settings[name][member] = rule.contains("default") ? rule["default"] : json::object();
      }
    } else if (section.contains("default")) {
      settings[name] = section["default"];
    }
  }
  EXPECT_EQ(complaintsOf(settings), json::array()) << settings.dump(1);
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"].size(), 10U);
}

}  // namespace
}  // namespace bailey::request_tracker_test
