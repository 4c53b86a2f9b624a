// What the steps against one bridge share: the connection, the account's credentials, and who hears
// of them.
#pragma once

#include "core/result.h"
#include "simulator/bridge.h"
#include "simulator/redactor.h"
#include "simulator/step.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace bailey::simulator {

// Hears of steps as they go on, in the thread that runs them.
class StepObserver {
public:
  StepObserver() = default;
  StepObserver(const StepObserver&) = delete;
  StepObserver& operator=(const StepObserver&) = delete;
  StepObserver(StepObserver&&) = delete;
  StepObserver& operator=(StepObserver&&) = delete;
  virtual ~StepObserver() = default;

  // How far the running step is, after each of its pages.
  virtual void onProgress(const std::string& step, std::size_t records, std::size_t pages) = 0;
  virtual void onStep(const Step& step) = 0;
};

// Gets another access token when the bridge said 401. (contract.md §7.2)
class TokenRenewal {
public:
  TokenRenewal() = default;
  TokenRenewal(const TokenRenewal&) = delete;
  TokenRenewal& operator=(const TokenRenewal&) = delete;
  TokenRenewal(TokenRenewal&&) = delete;
  TokenRenewal& operator=(TokenRenewal&&) = delete;
  virtual ~TokenRenewal() = default;

  // The members of `auth` that are new.
  virtual core::Result<nlohmann::json> renew() = 0;
};

// The account's credentials at two times. (contract.md §1.2, §7.2)
struct Credentials {
  nlohmann::json typed = nlohmann::json::object();   // What the user typed: for auth validation.
  nlohmann::json stored = nlohmann::json::object();  // What is kept of it, and what validation
                                                     // answered: for every other call.
};

struct Session {
  // All outlive the session. `token_renewal` may be null.
  Session(Bridge& the_bridge, StepObserver& the_observer, Credentials the_credentials);

  Bridge& bridge;
  StepObserver& observer;
  TokenRenewal* token_renewal = nullptr;
  Credentials credentials;
  Redactor redactor;                  // Hides the credentials and what in the URLs may be a secret.
  std::set<std::string> unreachable;  // Hosts and ports that could not be connected to.

  // No call can succeed any more.
  [[nodiscard]] bool isHopeless() const { return unreachable.size() == bridge.hostCount(); }
};

}  // namespace bailey::simulator
