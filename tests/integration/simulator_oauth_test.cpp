// `bailey talkdesk oauth` against a token endpoint and a bridge, both over real TLS.
#include "fakes/token_server.h"
#include "integration/talkdesk_runner.h"

#include <utility>

namespace bailey::simulator {
namespace {

using fakes::FakeBridge;
using fakes::Fault;
using fakes::TokenServer;
using nlohmann::json;
using Grants = std::vector<std::string>;

class OauthCommand : public TalkdeskCommand {
protected:
  // A token server whose newest token is the one the bridge takes.
  TokenServer serverFor(FakeBridge& bridge, bool issues_refresh_tokens = true) {
    return {certificates_, {issues_refresh_tokens, [&bridge](const std::string& token) {
                              bridge.acceptAccessToken(token);
                            }}};
  }

  TalkdeskResult run(const std::string& operation,
                     const FakeBridge& bridge,
                     const TokenServer& server,
                     const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"oauth",
                                          operation,
                                          "--url",
                                          bridge.url(),
                                          "--ca",
                                          certificates_.ca.string(),
                                          "--auth",
                                          "{}",
                                          "--token-url",
                                          server.url(),
                                          "--client-id",
                                          TokenServer::kClientId,
                                          "--client-secret",
                                          secret("client", TokenServer::kClientSecret)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    TalkdeskResult result = talkdesk(arguments);
    for (const char* hidden : {"access-token-",
                               "refresh-token-",
                               TokenServer::kClientSecret,
                               TokenServer::kPassword,
                               TokenServer::kCode}) {
      EXPECT_EQ((result.out + result.err).find(hidden), std::string::npos) << hidden;
    }
    return result;
  }

  // As "@FILE".
  std::string secret(const std::string& name, const char* value) {
    std::ofstream(folder_.path() / name) << value << '\n';
    return "@" + (folder_.path() / name).string();
  }
};

TEST_F(OauthCommand, RunsWithATokenOfTheClientCredentialsGrant) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge);
  const TalkdeskResult result = run("sync", bridge, server, {"--json"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(result.json()["steps"][1]["records"], FakeBridge::kContacts);
  EXPECT_EQ(server.grants(), Grants({"client_credentials"}));
}

TEST_F(OauthCommand, SendsTheClientsSecretInTheHeaderWhenAsked) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge);
  EXPECT_EQ(run("agents", bridge, server, {"--client-auth", "basic"}).code, 0);
}

TEST_F(OauthCommand, RefreshesOnceAndRepeatsWhenTheBridgeSays401) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge);
  const TalkdeskResult result = run("sync",
                                    bridge,
                                    server,
                                    {"--username",
                                     TokenServer::kUsername,
                                     "--password",
                                     secret("password", TokenServer::kPassword),
                                     "--expired",
                                     "--json"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(server.grants(), Grants({"password", "refresh_token"}));
  const json steps = result.json()["steps"];
  EXPECT_EQ(steps[1]["step"], "token, expired");
  EXPECT_EQ(steps[2]["renewals"], 1);
  EXPECT_EQ(steps[2]["records"], FakeBridge::kContacts);
  EXPECT_EQ(steps[2]["calls"], 4);  // The refused one, and three pages.
}

TEST_F(OauthCommand, TakesTheGrantAgainWhenThereIsNoRefreshToken) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge, /*issues_refresh_tokens=*/false);
  const TalkdeskResult result = run("agents", bridge, server, {"--expired"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(server.grants(), Grants({"client_credentials", "client_credentials"}));
  EXPECT_NE(result.out.find("1 by the grant again after a 401"), std::string::npos) << result.out;
}

TEST_F(OauthCommand, CannotRenewAfterACodeWithoutARefreshToken) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge, /*issues_refresh_tokens=*/false);
  const TalkdeskResult result =
      run("agents", bridge, server, {"--code", secret("code", TokenServer::kCode), "--expired"});
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(server.grants(), Grants({"authorization_code"}));
  EXPECT_NE(result.out.find("a code cannot be used twice"), std::string::npos) << result.out;
}

TEST_F(OauthCommand, ReportsABridgeThatSays403OfAnExpiredToken) {
  FakeBridge bridge(certificates_, Fault::ForbidsStrangers);
  const TokenServer server = serverFor(bridge);
  const TalkdeskResult result = run("agents", bridge, server, {"--expired", "--json"});
  EXPECT_EQ(result.code, 1);
  const json violation = result.json()["steps"][1]["violations"][0];
  EXPECT_EQ(violation["section"], "7.2");
  EXPECT_EQ(server.grants(), Grants({"client_credentials"}));
}

TEST_F(OauthCommand, RunsAnActionOnlyOnceThoughItWasRepeated) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge);
  const TalkdeskResult result = run(
      "action", bridge, server, {"--action", "create_ticket", "--input", "subject=A", "--expired"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_EQ(bridge.actionsRun(), 1U);
}

TEST_F(OauthCommand, SaysWhyTheTokenEndpointRefused) {
  FakeBridge bridge(certificates_, Fault::None);
  const TokenServer server = serverFor(bridge);
  const TalkdeskResult result = run(
      "agents", bridge, server, {"--username", "jane", "--password", secret("password", "wrong")});
  EXPECT_EQ(result.code, 1);
  EXPECT_NE(result.out.find("the token endpoint answers 400, invalid_grant"), std::string::npos)
      << result.out;
  EXPECT_TRUE(bridge.requests().empty());
}

}  // namespace
}  // namespace bailey::simulator
