// Agent synchronization: all agents and administrators, counted.
#include "zendesk_test.h"

namespace bailey::zendesk_test {
namespace {

using nlohmann::json;

class ZendeskAgents : public ZendeskTest {
protected:
  fakes::AdapterReply page(const json& offset = nullptr) {
    return ask(BAILEY_AGENT_SYNCHRONIZATION, {{"offset", offset}});
  }

  // Users `from` to `to` - 1, all of them agents.
  static json users(int from, int to) {
    json list = json::array();
    for (int id = from; id < to; ++id) {
      list.push_back({{"id", id},
                      {"name", "Agent " + std::to_string(id)},
                      {"email", "a" + std::to_string(id) + "@acme.example"},
                      {"role", id % 2 == 0 ? "agent" : "admin"},
                      {"active", true},
                      {"suspended", false}});
    }
    return list;
  }

  static json list(const json& users, const json& cursor) {
    return {{"users", users},
            {"meta", {{"has_more", !cursor.is_null()}, {"after_cursor", cursor}}},
            {"links", {{"next", "https://evil.example/"}}}};
  }
};

constexpr const char* kFirst =
    "GET /api/v2/users?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100";

TEST_F(ZendeskAgents, AreListedWhole) {
  answers = {answer(200, list(users(1, 3), "eyJv=")), answer(200, list(users(3, 4), nullptr))};
  const fakes::AdapterReply reply = page();
  ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
  EXPECT_EQ(line(0), kFirst);
  EXPECT_EQ(line(1), std::string(kFirst) + "&page%5Bafter%5D=eyJv%3D");
  EXPECT_EQ(reply.json["agents"].size(), 3U);
  EXPECT_EQ(reply.json["agents"][0],
            (json{{"id", "1"}, {"name", "Agent 1"}, {"email", "a1@acme.example"}}));
  EXPECT_FALSE(reply.json.contains("next_offset"));
}

TEST_F(ZendeskAgents, OffsetsCountThem) {
  const json first = list(users(1, 101), "b");
  const json second = list(users(101, 201), "c");
  const json third = list(users(201, 206), nullptr);
  answers = {answer(200, first), answer(200, second), answer(200, third)};
  const fakes::AdapterReply full = page();
  EXPECT_EQ(full.json["agents"].size(), 200U);
  EXPECT_EQ(full.json["next_offset"], 200);
  answers = {answer(200, first), answer(200, second), answer(200, third)};
  const fakes::AdapterReply rest = page(full.json["next_offset"]);
  EXPECT_EQ(rest.json["agents"].size(), 5U);
  EXPECT_EQ(rest.json["agents"][0]["id"], "201");
  EXPECT_FALSE(rest.json.contains("next_offset"));
}

TEST_F(ZendeskAgents, WhoDoesNotWorkHereIsLeftOut) {
  json all = users(1, 6);
  all[0]["suspended"] = true;
  all[1]["active"] = false;
  all[2]["role"] = "end-user";  // a filter that was ignored
  all[3]["id"] = nullptr;
  answers = {answer(200, list(all, nullptr))};
  const fakes::AdapterReply reply = page();
  ASSERT_EQ(reply.json["agents"].size(), 1U);
  EXPECT_EQ(reply.json["agents"][0]["id"], "5");
}

TEST_F(ZendeskAgents, AnAnswerThatIsNoneIsAnError) {
  answers = {answer(200, json::object()),
             answer(200, {{"users", json::array()}, {"meta", {{"has_more", true}}}}),
             {.status = 200, .body = "<html>"},
             answer(500, json::object())};
  while (!answers.empty()) {
    EXPECT_EQ(page().status, BAILEY_UNAVAILABLE);
  }
}

TEST_F(ZendeskAgents, ARepeatedCursorIsAnError) {
  answers = {answer(200, list(users(1, 2), "a")), answer(200, list(users(1, 2), "a"))};
  EXPECT_EQ(page().status, BAILEY_UNAVAILABLE);
}

}  // namespace
}  // namespace bailey::zendesk_test
