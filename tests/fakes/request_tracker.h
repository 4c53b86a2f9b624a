// The real Request Tracker 5 as a CRM for one test: its own folder, database and port.
#pragma once

#include "fakes/child_process.h"
#include "fakes/temp_folder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace bailey::fakes {

struct TrackerAnswer {
  int status = 0;
  nlohmann::json body;  // null when it is no JSON
};

class RequestTracker {
public:
  static constexpr const char* kRoot = "root";
  static constexpr const char* kRootPassword = "rtpass123";
  // Made by seed().
  static constexpr const char* kAgent = "agent1";
  static constexpr const char* kAgentPassword = "agent1pass";

  // Why it cannot run on this machine, in words for a skipped test; empty: it can.
  static std::string missing();

  // Serves when this returns, with nobody but root in it. The first on a machine makes the database
  // that all others copy. Throws std::runtime_error.
  RequestTracker();
  RequestTracker(const RequestTracker&) = delete;
  RequestTracker& operator=(const RequestTracker&) = delete;
  RequestTracker(RequestTracker&&) = delete;
  RequestTracker& operator=(RequestTracker&&) = delete;
  ~RequestTracker();

  // "http://127.0.0.1:PORT"; its API is below "/REST/2.0".
  [[nodiscard]] std::string url() const;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  // An agent, customers 1 to N, named after their addresses c1@example.com and so on, with mobile
  // phones +15550000001 and so on, and a ticket of the first.
  void seed(int customers);

  // Gives the new ticket's number.
  std::string createTicket(const std::string& requestor,
                           const std::string& subject,
                           const std::string& content);

  // Gives the new user's number. `user` is as its API wants it.
  std::string createUser(const nlohmann::json& user);

  // Asks its API as root, "/rt" for "/REST/2.0/rt". A null body is none. Throws std::runtime_error
  // when nobody answers.
  [[nodiscard]] TrackerAnswer call(const std::string& method,
                                   const std::string& path,
                                   const nlohmann::json& body = nullptr) const;

  // The same with any Authorization field; empty: none.
  [[nodiscard]] TrackerAnswer callAs(const std::string& authorization,
                                     const std::string& method,
                                     const std::string& path,
                                     const nlohmann::json& body = nullptr) const;

  // As if its power failed; connections to it are refused from then on.
  void kill();

  // The same database, the same port.
  void restart();

  // Another token of root's, for "Authorization: token ...".
  [[nodiscard]] std::string createToken() const;

  [[nodiscard]] std::string log() const { return server_->log(); }

private:
  void start();

  TempFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<ChildProcess> server_;
};

}  // namespace bailey::fakes
