// That the recorded CRMs, the API descriptions and the token server answer as their authors say.
#include "fakes/node_server.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

#include <iterator>

namespace bailey::fakes {
namespace {

using nlohmann::json;

struct Answer {
  int status = 0;
  std::string body;
  std::string retry_after;
};

// As zendesk has it: the user agent@crm.example with the API token abc123.
constexpr const char* kBasic = "Basic YWdlbnRAY3JtLmV4YW1wbGUvdG9rZW46YWJjMTIz";

Answer send(const NodeServer& server, Poco::Net::HTTPRequest& request, const std::string& body) {
  Poco::Net::HTTPClientSession session("127.0.0.1", server.port());
  request.setContentLength64(static_cast<Poco::Int64>(body.size()));
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  std::istream& answer = session.receiveResponse(response);
  return {response.getStatus(),
          {std::istreambuf_iterator<char>(answer), {}},
          response.get("Retry-After", "")};
}

Answer get(const NodeServer& server, const std::string& target) {
  Poco::Net::HTTPRequest request("GET", target, Poco::Net::HTTPMessage::HTTP_1_1);
  request.set("Authorization", kBasic);
  return send(server, request, {});
}

Answer post(const NodeServer& server, const std::string& target, const std::string& form) {
  Poco::Net::HTTPRequest request("POST", target, Poco::Net::HTTPMessage::HTTP_1_1);
  request.setContentType("application/x-www-form-urlencoded");
  return send(server, request, form);
}

#define SKIP_WITHOUT(program)                                                       \
  if (const std::string missing = NodeServer::missing(program); !missing.empty()) { \
    GTEST_SKIP() << missing;                                                        \
  }

TEST(NodeServerTest, ReplaysWhatACrmSaid) {
  SKIP_WITHOUT(NodeProgram::kReplay)
  const NodeServer server =
      NodeServer::replay({.crm = "zendesk", .token = "abc123", .fault = "429:2:7"});
  const std::string users = "/api/v2/incremental/users/cursor?start_time=0";
  const Answer first = get(server, users);
  EXPECT_EQ(first.status, 200);
  EXPECT_TRUE(json::parse(first.body).contains("users")) << first.body;
  const Answer second = get(server, users);
  EXPECT_EQ(second.status, 429);
  EXPECT_EQ(second.retry_after, "7");
  const std::vector<json> requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests.at(0).at("query"), json({{"start_time", "0"}}));
  EXPECT_EQ(requests.at(1).at("matched"), "fault");
}

TEST(NodeServerTest, ReplaysOnlyForThoseWithTheToken) {
  SKIP_WITHOUT(NodeProgram::kReplay)
  const NodeServer server = NodeServer::replay({.crm = "zendesk", .token = "another"});
  EXPECT_EQ(get(server, "/api/v2/incremental/users/cursor?start_time=0").status, 401);
}

TEST(NodeServerTest, RefusesWhatADescriptionDoesNotAllow) {
  SKIP_WITHOUT(NodeProgram::kPrism)
  const NodeServer recorded = NodeServer::replay({.crm = "zendesk"});
  const NodeServer server = NodeServer::proxy("requests-only/zendesk.json", recorded.url());
  EXPECT_EQ(get(server, "/api/v2/incremental/users/cursor?start_time=0").status, 200);
  EXPECT_EQ(get(server, "/api/v2/incremental/users/cursor?start_time=abc").status, 422);
  EXPECT_EQ(recorded.requests().size(), 1U);
}

TEST(NodeServerTest, AnswersWithExamples) {
  SKIP_WITHOUT(NodeProgram::kPrism)
  const NodeServer server = NodeServer::mock("zendesk/zendesk-support.trimmed.json");
  EXPECT_EQ(get(server, "/api/v2/incremental/users/cursor").status, 422);
  EXPECT_EQ(get(server, "/api/v2/incremental/users/cursor?start_time=1").status, 200);
}

TEST(NodeServerTest, GivesTokensByBothGrants) {
  SKIP_WITHOUT(NodeProgram::kTokens)
  const NodeServer server = NodeServer::tokens(std::chrono::seconds(5));
  const std::string client = "client_id=bridge&client_secret=bridge-secret";
  const Answer token =
      post(server, "/token", client + "&grant_type=client_credentials&scope=crm.read");
  EXPECT_EQ(token.status, 200) << token.body;
  EXPECT_EQ(json::parse(token.body).at("expires_in"), 5);
  const std::string access = json::parse(token.body).at("access_token");
  EXPECT_TRUE(json::parse(post(server, "/token/introspection", client + "&token=" + access).body)
                  .at("active"));
  EXPECT_EQ(
      post(server, "/token", "client_id=bridge&client_secret=no&grant_type=client_credentials")
          .status,
      401);
  const std::string jane = client + "&grant_type=password&username=jane&password=";
  EXPECT_EQ(post(server, "/token", jane + "janepass").status, 200);
  EXPECT_EQ(post(server, "/token", jane + "wrong").status, 400);
}

}  // namespace
}  // namespace bailey::fakes
