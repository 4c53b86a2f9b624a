// What an operator is told about wrong settings, and that the example is right.
#include "zendesk_test.h"

#include <fstream>
#include <set>

namespace bailey::zendesk_test {
namespace {

nlohmann::json fileAt(const std::string& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file);
}

class ZendeskSettings : public ZendeskTest {
protected:
  // Whether one of the complaints is at `pointer` and contains `part`.
  static bool complains(const nlohmann::json& complaints,
                        const std::string& pointer,
                        const std::string& part) {
    for (const auto& complaint : complaints) {
      if (complaint["pointer"] == pointer &&
          complaint["message"].get<std::string>().find(part) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
};

TEST_F(ZendeskSettings, NoneAreNeeded) {
  EXPECT_EQ(make(), nlohmann::json::array());
}

TEST_F(ZendeskSettings, AllOfThemMayBeGiven) {
  settings = fileAt(BAILEY_ZENDESK_CASES "/all_settings.json");
  EXPECT_EQ(make(), nlohmann::json::array());
}

TEST_F(ZendeskSettings, EveryMistakeIsNamedAtOnce) {
  settings = {{"base_uri", "x"},
              {"base_url", "https://acme.zendesk.com/api"},
              {"call_tag", "Two Words"},
              {"contacts",
               {{"page_size", 1001},
                {"roles", {"owner"}},
                {"fields", {{"colour", "colour"}, {"title", "job title"}}},
                {"overlap", 1}}},
              {"interactions",
               {{"limit", 0},
                {"noted_tickets", "all"},
                {"statuses", {{"hold", "waiting"}, {"Open", "open"}}},
                {"priorities", {{"", 5}}}}},
              {"actions",
               {{"statuses", {{"waiting", "on-hold"}}},
                {"priorities", {{"asap", "none"}}},
                {"ticket_fields", {{"reason", "the_reason"}}},
                {"user_fields", "x"},
                {"public_description", "no"},
                {"skip_verify_email", 0}}}};
  talkdesk["interaction_types"] = {"ticket", "task"};
  talkdesk["actions"] = {"create_ticket", "delete_ticket"};
  talkdesk["auth_fields"] = {"subdomain", "token"};
  const nlohmann::json complaints = make();
  EXPECT_TRUE(complains(complaints, "/base_uri", "is not a setting"));
  EXPECT_TRUE(complains(complaints, "/base_url", "without a path"));
  EXPECT_TRUE(complains(complaints, "/call_tag", "lower-case"));
  EXPECT_TRUE(complains(complaints, "/contacts/page_size", "from 1 to 1000"));
  EXPECT_TRUE(complains(complaints, "/contacts/roles", "end-user, agent, admin"));
  EXPECT_TRUE(complains(complaints, "/contacts/fields/colour", "must be one of address"));
  EXPECT_TRUE(complains(complaints, "/contacts/fields/title", "key of a user field"));
  EXPECT_TRUE(complains(complaints, "/contacts/overlap", "is not a setting"));
  EXPECT_TRUE(complains(complaints, "/interactions/limit", "from 1 to 100"));
  EXPECT_TRUE(complains(complaints, "/interactions/noted_tickets", "from 1 to 10"));
  EXPECT_TRUE(complains(complaints, "/interactions/statuses/hold", "new, open, pending"));
  EXPECT_TRUE(complains(complaints, "/interactions/statuses/Open", "lower case"));
  EXPECT_TRUE(complains(complaints, "/interactions/priorities/", "none, low, normal"));
  EXPECT_TRUE(complains(complaints, "/actions/statuses/waiting", "id of a custom status"));
  EXPECT_TRUE(complains(complaints, "/actions/priorities/asap", "low, normal, high, urgent"));
  EXPECT_TRUE(complains(complaints, "/actions/ticket_fields/reason", "id of a ticket field"));
  EXPECT_TRUE(complains(complaints, "/actions/user_fields", "object"));
  EXPECT_TRUE(complains(complaints, "/actions/public_description", "true or false"));
  EXPECT_TRUE(complains(complaints, "/actions/skip_verify_email", "true or false"));
  EXPECT_TRUE(complains(complaints, "", "interaction type \"task\""));
  EXPECT_TRUE(complains(complaints, "", "action \"delete_ticket\""));
  EXPECT_TRUE(complains(complaints, "", "\"email\" and \"api_token\""));
  EXPECT_EQ(complaints.size(), 22U) << complaints.dump(1);
}

TEST_F(ZendeskSettings, SectionsAreObjects) {
  settings = {{"contacts", 5}, {"interactions", "x"}, {"actions", nlohmann::json::array()}};
  const nlohmann::json complaints = make();
  EXPECT_TRUE(complains(complaints, "/contacts", "must be an object"));
  EXPECT_TRUE(complains(complaints, "/interactions", "must be an object"));
  EXPECT_TRUE(complains(complaints, "/actions", "must be an object"));
}

TEST_F(ZendeskSettings, BaseUrlsThatLeadElsewhereAreRefused) {
  for (const char* url : {"acme.zendesk.com",
                          "ftp://acme.zendesk.com",
                          "https://",
                          "https://:443",
                          "https://acme.zendesk.com#",
                          "https://acme.zendesk.com?x",
                          "https://user@acme.zendesk.com",
                          "https://acme.zendesk.com//",
                          "https://acme zendesk"}) {
    settings = {{"base_url", url}};
    EXPECT_TRUE(complains(make(), "/base_url", "must be")) << url;
  }
}

TEST_F(ZendeskSettings, WithoutASubdomainThereMustBeAHost) {
  talkdesk["auth_fields"] = {"email", "api_token"};
  EXPECT_TRUE(complains(make(), "/base_url", "is missing"));
}

TEST_F(ZendeskSettings, TheSchemaKnowsTheSameKeys) {
  const nlohmann::json schema = fileAt(BAILEY_ZENDESK_FOLDER "/settings.schema.json");
  const nlohmann::json all = fileAt(BAILEY_ZENDESK_CASES "/all_settings.json");
  const auto names = [](const nlohmann::json& object) {
    std::set<std::string> found;
    for (const auto& [name, value] : object.items()) {
      found.insert(name);
    }
    return found;
  };
  EXPECT_EQ(names(schema["properties"]), names(all));
  for (const char* section : {"contacts", "interactions", "actions"}) {
    EXPECT_EQ(names(schema["properties"][section]["properties"]), names(all[section])) << section;
  }
}

TEST_F(ZendeskSettings, TheExampleFits) {
  const nlohmann::json example = fileAt(BAILEY_CONFIG_FOLDER "/examples/zendesk.json");
  const nlohmann::json& profile = example["talkdesk"];
  settings = example["settings"];
  talkdesk["interaction_types"] = profile["interaction_types"];
  const auto namesOf = [](const nlohmann::json& list, const char* member) {
    nlohmann::json found = nlohmann::json::array();
    for (const auto& element : list) {
      found.push_back(element[member]);
    }
    return found;
  };
  talkdesk["actions"] = namesOf(profile["actions"], "name");
  talkdesk["auth_fields"] = namesOf(profile["authentication_configuration"], "field_name");
  EXPECT_EQ(talkdesk["actions"].size(), 5U);
  EXPECT_EQ(make(), nlohmann::json::array());
}

}  // namespace
}  // namespace bailey::zendesk_test
