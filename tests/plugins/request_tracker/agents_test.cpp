// Agent synchronization.
#include "request_tracker_test.h"

#include <algorithm>
#include <set>

namespace bailey::request_tracker_test {
namespace {

class RequestTrackerAgents : public RequestTrackerTest {
protected:
  // `count` members with ids from 1000 on, in pages of 100 as RT gives them.
  void serve(int count) {
    use([count](const CrmRequest& request) -> CrmAnswer {
      const std::string path = pathOf(request);
      if (path == "/groups") {
        return {.status = 200, .body = recorded("groups")};
      }
      if (path == "/group/4/members") {
        const int page = std::stoi(queryOf(request, "page"));
        json items = json::array();
        for (int i = (page - 1) * 100; i < std::min(count, page * 100); ++i) {
          items.push_back({{"id", 1'000 + i}, {"type", "user"}});
        }
        return {.status = 200, .body = json{{"items", items}}.dump()};
      }
      if (path == "/user/1001") {
        return {.status = 404, .body = R"({"message":"Not Found"})"};
      }
      const std::string id = path.substr(path.rfind('/') + 1);
      return {.status = 200,
              .body = json{
                  {"id", std::stoi(id)},
                  {"Name", "a" + id},
                  {"RealName", "Agent " + id},
                  {"EmailAddress", "a" + id + "@example.com"},
                  {"Privileged",
                   1}}.dump()};
    });
  }
};

TEST_F(RequestTrackerAgents, RecordedOnesAreMapped) {
  onRecorded("GET /groups", "groups");
  onRecorded("GET /group/4/members", "members");
  onRecorded("GET /user/27", "agent");
  make();
  const AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION);
  EXPECT_EQ(reply.json, json::parse(R"({"agents":[
              {"id":"27","name":"Agent One","email":"agent1@bridge.test"}]})"));
}

TEST_F(RequestTrackerAgents, AllComeOnceAndTheRunEnds) {
  serve(207);
  make({{"agents", {{"page_size", 20}}}});
  std::vector<std::string> ids;
  json meta = json::object();
  for (int page = 0; page < 100; ++page) {
    host().requests.clear();
    const AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION, {{"meta", meta}});
    ASSERT_EQ(reply.status, BAILEY_OK) << reply.message;
    EXPECT_LE(host().requests.size(), 24U);
    for (const json& agent : reply.json["agents"]) {
      ids.push_back(agent["id"]);
    }
    if (!reply.json.contains("next_offset")) {
      break;
    }
    meta["offset"] = reply.json["next_offset"];
  }
  EXPECT_EQ(ids.size(), 206U) << "all but the one RT does not have any more";
  EXPECT_EQ(ids.front(), "1000");
  EXPECT_EQ(ids.back(), "1206");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST_F(RequestTrackerAgents, AFullLastPageIsTheLast) {
  serve(100);
  make({{"agents", {{"page_size", 100}}}});
  const AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION);
  EXPECT_EQ(reply.json["agents"].size(), 99U);
  EXPECT_FALSE(reply.json.contains("next_offset"));
}

TEST_F(RequestTrackerAgents, AnOffsetBehindTheEndIsAnEmptyPage) {
  serve(3);
  make();
  const AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION, {{"meta", {{"offset", 500'000}}}});
  EXPECT_EQ(reply.json, json::parse(R"({"agents":[]})"));
}

TEST_F(RequestTrackerAgents, AFailureIsNeverAnEmptyPage) {
  make();
  onRecorded("GET /groups", "groups");
  on("GET /group/4/members", {.status = 403, .body = R"({"message":"Forbidden"})"});
  EXPECT_EQ(ask(BAILEY_AGENT_SYNCHRONIZATION).status, BAILEY_FORBIDDEN);
  onRecorded("GET /group/4/members", "members");
  on("GET /user/14", {.status = 500, .body = ""});
  EXPECT_EQ(ask(BAILEY_AGENT_SYNCHRONIZATION).status, BAILEY_UNAVAILABLE);
}

TEST_F(RequestTrackerAgents, GroupsThatAreHiddenAreNoEmptyList) {
  make();
  on("GET /groups", {.status = 200, .body = R"({"items":[],"total":null,"pages":null})"});
  const AdapterReply reply = ask(BAILEY_AGENT_SYNCHRONIZATION);
  EXPECT_EQ(reply.status, BAILEY_FORBIDDEN);
  EXPECT_NE(reply.message.find("SeeGroup"), std::string::npos);
}

}  // namespace
}  // namespace bailey::request_tracker_test
