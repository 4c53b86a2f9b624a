// Contact synchronization: first run, later runs, and everything that goes wrong between two pages.
#include "zendesk_test.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;

json user(int id, const std::string& updated_at, const json& more = json::object()) {
  json made = {{"id", id},
               {"name", "User " + std::to_string(id)},
               {"email", "u" + std::to_string(id) + "@example.com"},
               {"role", "end-user"},
               {"active", true},
               {"updated_at", updated_at}};
  made.update(more);
  return made;
}

// A list of one in braces would be that one, as nlohmann reads it; a vector's is a list.
json pageOf(const std::vector<json>& users, const json& cursor) {
  return {{"users", users}, {"after_cursor", cursor}, {"end_of_stream", cursor.is_null()}};
}

std::string idsOf(const fakes::AdapterReply& reply) {
  std::string ids;
  for (const auto& contact : reply.json["contacts"]) {
    (ids += ids.empty() ? "" : " ") += contact["id"].get<std::string>();
  }
  return ids;
}

class ZendeskContacts : public ZendeskTest {
protected:
  fakes::AdapterReply page(const json& meta = json::object()) {
    return ask(BAILEY_CONTACT_SYNCHRONIZATION, meta);
  }
};

constexpr const char* kFirst =
    "GET /api/v2/incremental/users/cursor?start_time=0&per_page=500"
    "&include=organizations%2Cidentities";

TEST_F(ZendeskContacts, AFirstRunGoesToTheEnd) {
  answers = {answer(200,
                    pageOf({user(1, "2026-05-06T07:46:23Z"), user(2, "2026-05-06T08:09:46Z")},
                           "MTc3ODA1Li4wfHw0fA==")),
             answer(200, pageOf({user(3, "2026-05-06T08:49:00Z")}, nullptr))};
  const fakes::AdapterReply first = page();
  ASSERT_EQ(first.status, BAILEY_OK) << first.message;
  EXPECT_EQ(line(0), kFirst);
  EXPECT_EQ(host.requests[0].field("Authorization"), kBasic);
  EXPECT_EQ(idsOf(first), "1 2");
  EXPECT_EQ(first.json["synchronization_checkpoint"], "v1|2026-05-06T08:09:46Z|2");
  const fakes::AdapterReply second = page({{"offset", first.json["next_offset"]}});
  ASSERT_EQ(second.status, BAILEY_OK) << second.message;
  EXPECT_EQ(line(0),
            "GET /api/v2/incremental/users/cursor?start_time=0&cursor=MTc3ODA1Li4wfHw0fA%3D%3D"
            "&per_page=500&include=organizations%2Cidentities");
  EXPECT_EQ(idsOf(second), "3");
  EXPECT_FALSE(second.json.contains("next_offset"));
  EXPECT_EQ(second.json["synchronization_checkpoint"], "v1|2026-05-06T08:49:00Z|3");
}

TEST_F(ZendeskContacts, ALaterRunStartsALittleBeforeItsCheckpoint) {
  answers = {answer(200, pageOf({user(3, "2026-05-06T08:49:00Z")}, nullptr))};
  const fakes::AdapterReply reply =
      page({{"synchronization_checkpoint", "v1|2026-05-06T08:49:00Z|3"}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(line(0),  // 08:48:55 UTC
            "GET /api/v2/incremental/users/cursor?start_time=1778057335&per_page=500"
            "&include=organizations%2Cidentities");
  EXPECT_EQ(idsOf(reply), "3");
}

TEST_F(ZendeskContacts, TheLastMinuteIsNotAskedFor) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(now));
  const std::chrono::hh_mm_ss time(now - std::chrono::floor<std::chrono::days>(now));
  std::array<char, 32> text{};
  std::snprintf(text.data(),
                text.size(),
                "t1|%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()),
                static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  answers = {answer(200, pageOf({}, nullptr))};
  const fakes::AdapterReply reply = page({{"synchronization_checkpoint", text.data()}});
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  const std::string target = host.requests[0].target();
  const std::string key = "start_time=";
  const long long start = std::stoll(target.substr(target.find(key) + key.size()));
  const auto answered = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  EXPECT_LE(start, answered.time_since_epoch().count() - 61);
  EXPECT_GE(start, now.time_since_epoch().count() - 61);
  EXPECT_EQ(reply.json["synchronization_checkpoint"], text.data());
}

TEST_F(ZendeskContacts, AnEmptyFirstRunHasACheckpointToo) {
  answers = {answer(200, pageOf({}, nullptr))};
  const fakes::AdapterReply reply = page();
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(reply.json["contacts"], json::array());
  EXPECT_EQ(reply.json["synchronization_checkpoint"], "v1|start");
}

TEST_F(ZendeskContacts, AgentsAndDeletedUsersAreNoContacts) {
  answers = {answer(200,
                    pageOf({user(1, "2026-05-06T07:00:00Z", {{"role", "admin"}}),
                            user(2, "2026-05-06T07:00:01Z", {{"active", false}}),
                            user(3, "2026-05-06T07:00:02Z")},
                           nullptr))};
  EXPECT_EQ(idsOf(page()), "3");
}

TEST_F(ZendeskContacts, RolesAreTheOperatorsChoice) {
  settings["contacts"] = {{"roles", {"end-user", "agent"}}, {"page_size", 2}};
  answers = {answer(200,
                    pageOf({user(1, "2026-05-06T07:00:00Z", {{"role", "agent"}}),
                            user(3, "2026-05-06T07:00:02Z")},
                           nullptr))};
  EXPECT_EQ(idsOf(page()), "1 3");
  EXPECT_EQ(line(0),
            "GET /api/v2/incremental/users/cursor?start_time=0&per_page=2"
            "&include=organizations%2Cidentities");
}

TEST_F(ZendeskContacts, PagesWithoutContactsAreSkipped) {
  const std::vector<json> agents = {user(1, "2026-05-06T07:00:00Z", {{"role", "agent"}})};
  answers = {answer(200, pageOf(agents, "a")),
             answer(200, pageOf({}, "b")),
             answer(200, pageOf({user(2, "2026-05-06T07:00:01Z")}, "c"))};
  const fakes::AdapterReply reply = page();
  EXPECT_EQ(idsOf(reply), "2");
  ASSERT_EQ(host.requests.size(), 3U);
  EXPECT_NE(line(2).find("&cursor=b&"), std::string::npos) << line(2);
  EXPECT_TRUE(reply.json.contains("next_offset"));
}

TEST_F(ZendeskContacts, OnlySomeAreSkippedInOneRequest) {
  for (int number = 1; number <= 4; ++number) {
    answers.push_back(answer(200, pageOf({}, "c" + std::to_string(number))));
  }
  const fakes::AdapterReply reply = page();
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(host.requests.size(), 4U);
  EXPECT_EQ(reply.json["contacts"], json::array());
  answers = {answer(200, pageOf({user(2, "2026-05-06T07:00:01Z")}, nullptr))};
  EXPECT_EQ(idsOf(page({{"offset", reply.json["next_offset"]}})), "2");
  EXPECT_NE(line(0).find("&cursor=c4&"), std::string::npos) << line(0);
}

TEST_F(ZendeskContacts, ARepeatedPageIsAnError) {
  answers = {answer(200, pageOf({}, "a")), answer(200, pageOf(json::array(), "a"))};
  EXPECT_EQ(page().status, BAILEY_UNAVAILABLE);
}

TEST_F(ZendeskContacts, AnAnswerThatIsNoneIsNeverAnEmptyPage) {
  answers = {answer(200, json::object()),
             answer(200, {{"users", nullptr}, {"end_of_stream", true}}),
             answer(200, {{"users", json::array()}}),
             answer(200, {{"users", json::array()}, {"end_of_stream", false}}),
             answer(200, {{"users", json::array()}, {"end_of_stream", "yes"}}),
             {.status = 200, .body = "<html>Maintenance</html>"},
             {.status = 200, .body = R"({"users":[{"id":1)"},
             {.status = 204, .body = ""}};
  while (!answers.empty()) {
    const std::string body = answers.front().body;
    EXPECT_EQ(page().status, BAILEY_UNAVAILABLE) << body;
  }
}

TEST_F(ZendeskContacts, MalformedUsersCostNobodyElse) {
  answers = {answer(200,
                    pageOf({7,
                            nullptr,
                            json::array(),
                            {{"role", "end-user"}, {"name", "no id"}},
                            {{"role", "end-user"}, {"id", "../../x"}},
                            {{"role", "end-user"}, {"id", 5}, {"name", nullptr}},
                            user(6, "2026-05-06T07:00:02Z", {{"email", nullptr}, {"phone", 5}})},
                           nullptr))};
  const fakes::AdapterReply reply = page();
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(idsOf(reply), "5 6");
  EXPECT_EQ(reply.json["contacts"][0]["name"], "5");
  EXPECT_EQ(host.log.size(), 1U);
}

TEST_F(ZendeskContacts, ACursorThatZendeskRefusesStartsTheRunAgain) {
  answers = {answer(200, pageOf({user(1, "2026-05-06T07:46:23Z")}, "old")),
             answer(422, {{"error", "InvalidCursor"}, {"description", "Invalid cursor"}}),
             answer(200, pageOf({user(1, "2026-05-06T07:46:23Z")}, nullptr))};
  const fakes::AdapterReply first = page();
  const fakes::AdapterReply second = page({{"offset", first.json["next_offset"]}});
  ASSERT_EQ(second.status, BAILEY_OK) << second.message;
  EXPECT_EQ(line(1), kFirst);
  EXPECT_EQ(idsOf(second), "1");
  EXPECT_FALSE(second.json.contains("next_offset"));
}

TEST_F(ZendeskContacts, UnreadableTokensStartAgain) {
  for (const char* token : {"x", "c1|", "v9|2026", "../../../etc/passwd", "\\"}) {
    answers = {answer(200, pageOf({}, nullptr))};
    EXPECT_EQ(page({{"synchronization_checkpoint", token}, {"offset", token}}).status, BAILEY_OK);
    EXPECT_EQ(line(0), kFirst) << token;
  }
}

TEST_F(ZendeskContacts, AForgedCursorStaysAQueryValue) {
  answers = {answer(200, pageOf({}, nullptr))};
  const std::string forged = "c1||a&start_time=9#/../x|||0|||2026-05-06 07:00:00";
  EXPECT_EQ(page({{"offset", forged}}).status, BAILEY_OK);
  EXPECT_EQ(line(0),
            "GET /api/v2/incremental/users/cursor?start_time=0"
            "&cursor=a%26start_time%3D9%23%2F..%2Fx&per_page=500"
            "&include=organizations%2Cidentities");
}

TEST_F(ZendeskContacts, WhoIsNoAdministratorIsToldSo) {
  answers = {answer(403, {{"error", {{"title", "Forbidden"}, {"message", "No access"}}}})};
  const fakes::AdapterReply reply = page();
  EXPECT_EQ(reply.status, BAILEY_FORBIDDEN);
  EXPECT_NE(reply.message.find("administrator"), std::string::npos);
}

}  // namespace
}  // namespace bailey::zendesk_test
