// The mapping as pure functions: cases/*.json say what each record of RT's becomes.
#include "agent_mapping.h"
#include "contact_mapping.h"
#include "plain_text.h"
#include "request_tracker_test.h"
#include "ticket_mapping.h"
#include "ticket_sql.h"
#include "words.h"

#include "bailey/contract.hpp"

namespace bailey::request_tracker_test {
namespace {

using namespace request_tracker;

json casesOf(const std::string& name) {
  return fileOf(std::string(BAILEY_REQUEST_TRACKER_TESTS) + "/cases/" + name + ".json");
}

Settings settingsOf(const json& one) {
  json text = one.value("settings", json::object());
  text.emplace("base_url", "https://rt.example.com");
  std::vector<InvalidSettings::Complaint> complaints;
  Settings settings = readSettings(text, complaints);
  EXPECT_TRUE(complaints.empty()) << one;
  return settings;
}

// A record's text with what simdjson wants behind it.
std::string padded(const json& record) {
  return record.dump() + std::string(64, ' ');
}

template <typename Value>
json written(const Value& value) {
  std::string text;
  JsonWriter writer(text);
  contract::write(writer, value);
  return json::parse(text);
}

TEST(RequestTrackerMapping, Contacts) {
  for (const json& one : casesOf("contacts")) {
    const std::string text = padded(one["record"]);
    const JsonDocument record(text);
    EXPECT_EQ(written(toContact(record.root(), settingsOf(one))), one["contact"]) << one["what"];
  }
}

TEST(RequestTrackerMapping, Tickets) {
  for (const json& one : casesOf("tickets")) {
    const std::string text = padded(one["record"]);
    const JsonDocument record(text);
    Ticket ticket = toTicket(record.root(), settingsOf(one));
    ticket.interaction.type = "ticket";
    const std::vector<Interaction> interactions = {ticket.interaction};
    EXPECT_EQ(written(interactions)[0], one["interaction"]) << one["what"];
  }
}

TEST(RequestTrackerMapping, Notes) {
  for (const json& one : casesOf("notes")) {
    const std::string transaction = padded(one["transaction"]);
    const JsonDocument message(transaction);
    std::map<std::string, Writing> writings;
    for (const json& attachment : one["attachments"]) {
      const std::string text = padded(attachment);
      const JsonDocument document(text);
      addWriting(writings, document.root());
    }
    Ticket ticket;
    ticket.interaction.subject = "Delivery";
    ticket.interaction.url = "https://rt.example.com/Ticket/Display.html?id=7";
    const Message read = toMessage(message.root());
    Interaction note = toNote(read, writings[read.id].text, ticket);
    note.type = "note";
    const std::vector<Interaction> interactions = {note};
    EXPECT_EQ(written(interactions)[0], one["interaction"]) << one["what"];
  }
}

TEST(RequestTrackerMapping, Agents) {
  for (const json& one : casesOf("agents")) {
    const std::string text = padded(one["record"]);
    const JsonDocument record(text);
    AgentPage page;
    page.agents.push_back(toAgent(record.root()));
    EXPECT_EQ(written(page)["agents"][0], one["agent"]) << one["what"];
  }
}

TEST(RequestTrackerMapping, WordsAndTheirOverrides) {
  for (const json& one : casesOf("words")) {
    const Settings settings = settingsOf(one);
    for (const auto& [own, shown] : one["shown_statuses"].items()) {
      EXPECT_EQ(shownStatus(settings.statuses, own), shown) << own;
    }
    for (const auto& [shown, own] : one["statuses_to_set"].items()) {
      EXPECT_EQ(statusToSet(settings.statuses, shown), own) << shown;
    }
    for (const auto& [number, shown] : one["shown_priorities"].items()) {
      EXPECT_EQ(shownPriority(settings.priorities, std::stoll(number)), shown) << number;
    }
    for (const auto& [word, number] : one["priorities_to_set"].items()) {
      EXPECT_EQ(priorityToSet(settings.priorities, word), number) << word;
    }
    EXPECT_EQ(shownPriority(settings.priorities, std::nullopt), "");
    EXPECT_THROW((void)priorityToSet(settings.priorities, "soon"), Error);
    EXPECT_THROW((void)priorityToSet(settings.priorities, "-1"), Error);
  }
}

TEST(RequestTrackerMapping, TextsOfHtml) {
  EXPECT_EQ(textOfHtml("<p>Dear &lt;Ines&gt; &amp; Co.</p><p>two<br/>three</p>"),
            "Dear <Ines> & Co.\ntwo\nthree");
  EXPECT_EQ(textOfHtml("<style>p > b {}</style>x<SCRIPT>y</SCRIPT>z"), "xz");
  EXPECT_EQ(textOfHtml("<script>never ends"), "");
  EXPECT_EQ(textOfHtml("a < b"), "a");
  EXPECT_EQ(textOfHtml("&unknown; &"), "&unknown; &");
  EXPECT_EQ(textOfHtml(""), "");
}

TEST(RequestTrackerMapping, TextsAreCutBetweenCharacters) {
  EXPECT_EQ(shortened("grün", 4), "g...");
  EXPECT_EQ(shortened("grüne", 5), "gr...");
  EXPECT_EQ(shortened("grüne", 6), "grüne");
  EXPECT_EQ(shortened("ü✓ü✓", 6), "ü...");
  EXPECT_EQ(shortened("abcd", 2), "...");
}

TEST(RequestTrackerMapping, LiteralsEndWhereTheyShould) {
  EXPECT_EQ(literal("a'b\\c"), R"('a\'b\\c')");
  EXPECT_EQ(literal("\\' OR id > 0 OR Subject = '"), R"('\\\' OR id > 0 OR Subject = \'')");
  EXPECT_TRUE(isId("29"));
  for (const char* id : {"", "29 ", "-1", "2a", "1234567890123456789", "29\n", "２９"}) {
    EXPECT_FALSE(isId(id)) << id;
  }
}

}  // namespace
}  // namespace bailey::request_tracker_test
