#include "fakes/request_tracker.h"

#include "fakes/free_port.h"
#include "fakes/test_cache.h"

#include <Poco/Base64Encoder.h>
#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>

namespace bailey::fakes {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kServer = "/usr/share/request-tracker5/libexec/rt-server";
constexpr const char* kSetup = "/usr/sbin/rt-setup-database-5";
constexpr const char* kLibrary = "/usr/share/request-tracker5/lib";

std::map<std::string, std::string> environmentOf(const fs::path& folder) {
  // It keeps the mail it does not send, as 'testfile', among its temporary files.
  return {{"TMPDIR", folder.string()},
          {"RT_SITE_CONFIG", (folder / "RT_SiteConfig.pm").string()},
          {"RT_SITE_CONFIG_DIR", (folder / "SiteConfig.d").string()}};
}

// Everything of this one is in `folder`, and no mail leaves. The cost of passwords is the lowest,
// or each request would take most of a second.
void writeConfiguration(const fs::path& folder, std::uint16_t port) {
  fs::create_directories(folder / "SiteConfig.d");
  fs::create_directories(folder / "mason");
  fs::create_directories(folder / "sessions");
  const std::map<std::string, std::string> settings = {
      {"rtname", "'bridgetest'"},
      {"Organization", "'bridge.test'"},
      {"CorrespondAddress", "'rt@bridge.test'"},
      {"CommentAddress", "'rt-comment@bridge.test'"},
      {"WebDomain", "'127.0.0.1'"},
      {"WebPort", std::to_string(port)},
      {"WebPath", "''"},
      {"RestrictReferrer", "0"},
      {"DatabaseType", "'SQLite'"},
      {"DatabaseName", "'" + (folder / "rt.sqlite3").string() + "'"},
      {"MailCommand", "'testfile'"},
      {"LogToSyslog", "undef"},
      {"LogToFile", "undef"},
      {"LogToSTDERR", "'error'"},
      {"Timezone", "'UTC'"},
      {"BcryptCost", "4"}};
  std::ofstream file(folder / "RT_SiteConfig.pm");
  for (const auto& [name, value] : settings) {
    file << "Set($" << name << ", " << value << ");\n";
  }
  // No options but variables of its installation.
  file << "$RT::MasonDataDir = '" << (folder / "mason").string() << "';\n"
       << "$RT::MasonSessionDir = '" << (folder / "sessions").string() << "';\n"
       << "1;\n";
}

void makeDatabase(const fs::path& made) {
  const TempFolder folder;
  writeConfiguration(folder.path(), 0);
  std::ofstream(folder.path() / "password") << RequestTracker::kRootPassword << "\n";
  ChildProcess setup({{kSetup,
                       "--action",
                       "init",
                       "--skip-create",
                       "--root-password-file",
                       (folder.path() / "password").string()},
                      environmentOf(folder.path()),
                      folder.path() / "log"});
  if (setup.waitForEnd() != 0) {
    throw std::runtime_error("Request Tracker's database cannot be made:\n" + setup.log());
  }
  fs::copy_file(folder.path() / "rt.sqlite3", made);
}

std::string basic(const std::string& user, const std::string& password) {
  std::ostringstream encoded;
  Poco::Base64Encoder encoder(encoded);
  encoder.rdbuf()->setLineLength(0);
  encoder << user << ':' << password;
  encoder.close();
  return "Basic " + encoded.str();
}

std::string idIn(const TrackerAnswer& answer) {
  constexpr int kCreated = 201;
  if (answer.status != kCreated || !answer.body.is_object() || !answer.body.contains("id")) {
    throw std::runtime_error("Request Tracker does not create but says " +
                             std::to_string(answer.status) + " " + answer.body.dump());
  }
  const json& id = answer.body.at("id");
  return id.is_string() ? id.get<std::string>() : id.dump();
}

}  // namespace

std::string RequestTracker::missing() {
  for (const char* needed : {kServer, kSetup}) {
    if (!fs::exists(needed)) {
      return std::string("Request Tracker 5 is not installed, there is no ") + needed +
             "; packaging/install-packages packaging/packages/request_tracker.txt installs it";
    }
  }
  return {};
}

RequestTracker::RequestTracker() : port_(freePort()) {
  writeConfiguration(folder_.path(), port_);
  // A newer release may want another database.
  const fs::path pristine = cachedFile(
      "request_tracker.sqlite3", fs::path(kLibrary) / "RT" / "Generated.pm", makeDatabase);
  fs::copy_file(pristine, folder_.path() / "rt.sqlite3");
  start();
}

RequestTracker::~RequestTracker() = default;

void RequestTracker::start() {
  server_ = std::make_unique<ChildProcess>(ChildCommand{
      {kServer, "--host", "127.0.0.1", "--port", std::to_string(port_), "--max-workers", "3"},
      environmentOf(folder_.path()),
      folder_.path() / "log"});
  server_->waitForPort(port_);
}

void RequestTracker::kill() {
  server_->kill();
}

void RequestTracker::restart() {
  server_->stop();
  start();
}

std::string RequestTracker::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

TrackerAnswer RequestTracker::call(const std::string& method,
                                   const std::string& path,
                                   const json& body) const {
  return callAs(basic(kRoot, kRootPassword), method, path, body);
}

TrackerAnswer RequestTracker::callAs(const std::string& authorization,
                                     const std::string& method,
                                     const std::string& path,
                                     const json& body) const {
  using namespace Poco::Net;
  try {
    HTTPClientSession session("127.0.0.1", port_);
    HTTPRequest request(method, "/REST/2.0" + path, HTTPMessage::HTTP_1_1);
    if (!authorization.empty()) {
      request.set("Authorization", authorization);
    }
    const std::string text = body.is_null() ? std::string() : body.dump();
    if (!body.is_null()) {
      request.setContentType("application/json");
      request.setContentLength64(static_cast<Poco::Int64>(text.size()));
    }
    session.sendRequest(request) << text;
    HTTPResponse response;
    std::istream& stream = session.receiveResponse(response);
    const std::string answer(std::istreambuf_iterator<char>(stream), {});
    const json parsed = json::parse(answer, nullptr, false);
    return {response.getStatus(), parsed.is_discarded() ? json() : parsed};
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("Request Tracker does not answer: " + error.displayText());
  }
}

std::string RequestTracker::createUser(const json& user) {
  const std::string name = idIn(call("POST", "/user", user));  // a user's "id" is its login there
  const json number = call("GET", "/user/" + name).body.at("id");
  return number.is_string() ? number.get<std::string>() : number.dump();
}

std::string RequestTracker::createTicket(const std::string& requestor,
                                         const std::string& subject,
                                         const std::string& content) {
  return idIn(call("POST",
                   "/ticket",
                   {{"Queue", "General"},
                    {"Requestor", requestor},
                    {"Subject", subject},
                    {"Content", content}}));
}

void RequestTracker::seed(int customers) {
  createUser({{"Name", kAgent},
              {"EmailAddress", "agent1@bridge.test"},
              {"RealName", "Agent One"},
              {"Privileged", 1},
              {"Password", kAgentPassword}});
  for (int i = 1; i <= customers; ++i) {
    const std::string number = std::to_string(i);
    const std::string address = "c" + number + "@example.com";
    constexpr std::size_t kDigits = 7;
    const std::string zeros(kDigits - std::min(kDigits, number.size()), '0');
    createUser({{"Name", address},
                {"EmailAddress", address},
                {"RealName", "Customer " + number},
                {"MobilePhone", "+1555" + zeros + number},
                {"Privileged", 0}});
  }
  if (customers > 0) {
    createTicket("c1@example.com", "A very important matter", "Your order is ready to be shipped");
  }
}

std::string RequestTracker::createToken() const {
  constexpr const char* kProgram =
      "my $user = RT::User->new(RT->SystemUser); $user->Load('root');"
      "my ($ok, $message, $token) = RT::AuthToken->new(RT->SystemUser)"
      "->Create(Owner => $user->Id, Description => 'bridge');"
      "die $message unless $ok; print $token";
  const fs::path out = folder_.path() / "token";
  fs::remove(out);
  ChildProcess perl({{"perl", std::string("-I") + kLibrary, "-MRT=-init", "-e", kProgram},
                     environmentOf(folder_.path()),
                     out});
  if (perl.waitForEnd() != 0) {
    throw std::runtime_error("Request Tracker makes no token: " + perl.log());
  }
  return perl.log();
}

}  // namespace bailey::fakes
