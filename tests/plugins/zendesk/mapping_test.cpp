// One record of Zendesk's, and what Talkdesk gets of it. The cases are files in cases/.
#include "contact_mapping.h"
#include "interaction_mapping.h"
#include "parsed_json.h"

#include "bailey/contract.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;
using namespace zendesk;

constexpr const char* kOrigin = "https://acme.zendesk.com";

template <typename Record>
json written(const Record& record) {
  std::string text;
  JsonWriter writer(text);
  contract::write(writer, record);
  return json::parse(text);
}

zendesk::Settings settingsOf(const json& each) {
  Complaints complaints;
  zendesk::Settings settings = readSettings(each.value("settings", json::object()), complaints);
  EXPECT_TRUE(complaints.empty()) << each;
  return settings;
}

// Calls check(case, record, settings) for each case of a file.
template <typename Check>
void forEachCase(const std::string& file, Check&& check) {
  std::ifstream stream(std::string(BAILEY_ZENDESK_CASES "/") + file);
  const json cases = json::parse(stream);
  ASSERT_FALSE(cases.empty());
  for (const json& each : cases) {
    SCOPED_TRACE(each["case"].get<std::string>());
    const ParsedJson record(each["record"]);
    check(each, record.node(), settingsOf(each));
  }
}

TEST(ZendeskMapping, Contacts) {
  forEachCase(
      "contacts.json", [](const json& each, JsonNode record, const zendesk::Settings& settings) {
        const ParsedJson beside(each.value("beside", json::object()));
        EXPECT_EQ(isContact(record, settings.contacts), each["is_contact"]);
        EXPECT_EQ(written(toContact(record, Sideloads(beside.node()), settings.contacts, kOrigin)),
                  each["contact"]);
      });
}

TEST(ZendeskMapping, Tickets) {
  forEachCase("tickets.json",
              [](const json& each, JsonNode record, const zendesk::Settings& settings) {
                Interaction interaction = toInteraction(record, settings.interactions, kOrigin);
                interaction.type =
                    kindOf(record, settings.call_tag) == InteractionKind::Call ? "call" : "ticket";
                EXPECT_EQ(written(std::vector<Interaction>{interaction})[0], each["interaction"]);
              });
}

TEST(ZendeskMapping, Notes) {
  forEachCase("notes.json", [](const json& each, JsonNode record, const zendesk::Settings&) {
    ASSERT_EQ(isNote(record), each["is_note"]);
    if (isNote(record)) {
      Interaction note = noteToInteraction(record, "35", kOrigin);
      note.type = "note";
      EXPECT_EQ(written(std::vector<Interaction>{note})[0], each["interaction"]);
    }
  });
}

}  // namespace
}  // namespace bailey::zendesk_test
