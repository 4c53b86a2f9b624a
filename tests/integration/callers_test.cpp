// Who may call an integration, and that everybody else learns nothing.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

namespace bailey::integration {
namespace {

using fakes::HttpAnswer;
using nlohmann::json;

const std::string kSecret = "Zs1-first_secret_of_32_characters";
const std::string kNextSecret = "Zs2-second_secret_of_32_characters";
const std::string kBody = R"({"data":{"text":"hello"}})";

class Callers : public testing::Test {
protected:
  std::string secretFile(const std::string& name, const std::string& secret) {
    const std::filesystem::path file = bridge_.folder() / name;
    std::ofstream(file) << secret << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    return file.string();
  }

  void startWith(const json& callers) {
    json integration = probeIntegration();
    integration["callers"] = callers;
    bridge_.addIntegration("probe", integration);
    bridge_.start();
    unknown_ = bridge_.post("/nobody/actions/echo", kBody);
    ASSERT_EQ(unknown_.status, 404);
  }

  // The same answer as for an integration that does not exist, word for word.
  void expectRefused(const std::string& path, const std::string& headers = {}) {
    expectUnknown(bridge_.post(path, kBody, headers));
  }

  void expectUnknown(HttpAnswer answer) {
    EXPECT_EQ(answer.status, unknown_.status);
    EXPECT_EQ(answer.body, unknown_.body);
    for (const char* own : {"x-request-id", "date"}) {
      answer.headers.erase(own);
      unknown_.headers.erase(own);
    }
    EXPECT_EQ(answer.headers, unknown_.headers);
  }

  void expectStopped() {
    EXPECT_EQ(bridge_.stop(SIGTERM), 0);
    for (const std::string& secret : {kSecret, kNextSecret}) {
      EXPECT_EQ(bridge_.log().find(secret), std::string::npos) << "a secret is in the log";
    }
  }

  BridgeProcess bridge_;
  HttpAnswer unknown_;
};

TEST_F(Callers, ProveThemselvesByASecretInThePath) {
  startWith(
      {{"path_secret",
        {{{"file", secretFile("one", kSecret)}}, {{"file", secretFile("two", kNextSecret)}}}}});
  EXPECT_EQ(bridge_.post("/probe/" + kSecret + "/actions/echo", kBody).status, 201);
  EXPECT_EQ(bridge_.post("/probe/" + kNextSecret + "/actions/echo", kBody).status, 201);
  expectRefused("/probe/actions/echo");
  expectRefused("/probe/" + kSecret + "x/actions/echo");
  expectRefused("/probe/" + kSecret.substr(1) + "/actions/echo");
  expectRefused("/probe/actions/echo", "Authorization: Basic " + kSecret + "\r\n");
  fakes::TlsClient caller(bridge_.port(), bridge_.client());
  caller.send("GET /probe/wrong-secret-of-some-length/actions/echo HTTP/1.1\r\nHost: l\r\n\r\n");
  expectUnknown(caller.read());
  expectStopped();
}

TEST_F(Callers, ProveThemselvesByBasicAuthentication) {
  startWith(
      {{"basic", {{"user", "talkdesk"}, {"password", {{"file", secretFile("p", kSecret)}}}}}});
  // talkdesk:Zs1-first_secret_of_32_characters
  const std::string right = "dGFsa2Rlc2s6WnMxLWZpcnN0X3NlY3JldF9vZl8zMl9jaGFyYWN0ZXJz";
  EXPECT_EQ(
      bridge_.post("/probe/actions/echo", kBody, "Authorization: Basic " + right + "\r\n").status,
      201);
  EXPECT_EQ(
      bridge_.post("/probe/actions/echo", kBody, "authorization: basic " + right + "\r\n").status,
      201);
  expectRefused("/probe/actions/echo");
  expectRefused("/probe/actions/echo", "Authorization: Basic dGFsa2Rlc2s6d3Jvbmc=\r\n");
  expectRefused("/probe/actions/echo", "Authorization: Basic !!!\r\n");
  expectRefused("/probe/actions/echo", "Authorization: Bearer " + right + "\r\n");
  expectRefused("/probe/actions/echo", "Authorization: Basic\r\n");
  expectRefused("/probe/" + kSecret + "/actions/echo", "Authorization: Basic " + right + "\r\n");
  expectStopped();
}

TEST_F(Callers, ProveThemselvesByAHeader) {
  startWith(
      {{"header", {{"name", "X-Bridge-Key"}, {"secret", {{"file", secretFile("h", kSecret)}}}}}});
  EXPECT_EQ(bridge_.post("/probe/actions/echo", kBody, "X-Bridge-Key: " + kSecret + "\r\n").status,
            201);
  EXPECT_EQ(bridge_.post("/probe/actions/echo", kBody, "x-bridge-key: " + kSecret + "\r\n").status,
            201);
  expectRefused("/probe/actions/echo");
  expectRefused("/probe/actions/echo", "X-Bridge-Key: \r\n");
  expectRefused("/probe/actions/echo", "X-Bridge-Key: " + kSecret + "2\r\n");
  expectStopped();
}

TEST_F(Callers, ProveThemselvesByACertificate) {
  const auto folder = bridge_.folder();
  std::filesystem::create_directory(folder / "stranger");
  const auto stranger_ca = fakes::makeTestCertificates(folder / "stranger");
  const auto talkdesk =
      fakes::makeClientCertificate(folder, bridge_.certificates(), "talkdesk.example");
  const auto other = fakes::makeClientCertificate(folder, bridge_.certificates(), "other.example");
  const auto stranger = fakes::makeClientCertificate(folder, stranger_ca, "stranger.example");
  startWith(
      {{"mtls", {{"ca", bridge_.certificates().ca.string()}, {"names", {"talkdesk.example"}}}}});

  const auto postAs = [&](const fakes::ClientCertificate& certificate) {
    fakes::ClientOptions options = bridge_.client();
    options.certificate = certificate.certificate;
    options.key = certificate.key;
    return fakes::TlsClient(bridge_.port(), options).post("/probe/actions/echo", kBody);
  };
  EXPECT_EQ(postAs(talkdesk).status, 201);
  expectUnknown(postAs(other));
  expectRefused("/probe/actions/echo");
  EXPECT_THROW((void)postAs(stranger), fakes::ClientError) << "signed by nobody we know";
  expectStopped();
}

TEST_F(Callers, NeedEveryProofThatIsConfigured) {
  startWith(
      {{"path_secret", {{"file", secretFile("p", kSecret)}}},
       {"header", {{"name", "X-Key"}, {"secret", {{"file", secretFile("h", kNextSecret)}}}}}});
  const std::string path = "/probe/" + kSecret + "/actions/echo";
  EXPECT_EQ(bridge_.post(path, kBody, "X-Key: " + kNextSecret + "\r\n").status, 201);
  expectRefused(path);
  expectRefused("/probe/actions/echo", "X-Key: " + kNextSecret + "\r\n");
  expectStopped();
}

TEST_F(Callers, AreAskedForUnlessTheFileSaysOtherwiseInAsManyWords) {
  json integration = probeIntegration();
  integration["callers"] = json::object();
  bridge_.addIntegration("probe", integration);
  const CommandResult result = bridge_.check();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("probe.json: /callers: "), std::string::npos) << result.err;
}

}  // namespace
}  // namespace bailey::integration
