// A host for one built adapter plugin, whose HTTP service is a function of the test: request in,
// answer out. It loads the real .so and speaks the C ABI, coroutines included; nothing of the
// runtime is in it, so that an adapter's mapping is tested without sockets.
#pragma once

#include "bailey/abi.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bailey::fakes {

// What the adapter asked its CRM.
struct CrmRequest {
  std::string method;
  std::string url;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
  bool repeatable = false;

  [[nodiscard]] std::string field(const std::string& name) const;  // letter case aside

  // The URL without scheme and authority.
  [[nodiscard]] std::string target() const;
};

struct CrmAnswer {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> fields = {};
  std::uint32_t retry_after_s = 0;
  bailey_status outcome = BAILEY_OK;  // other than OK: no answer came, and `body` says why
};

using Crm = std::function<CrmAnswer(const CrmRequest&)>;

// What came back to Talkdesk's side.
struct AdapterReply {
  bailey_status status = BAILEY_UNSET;
  nlohmann::json json;  // of a good answer
  std::string message;  // of any other
  std::uint32_t retry_after_s = 0;
};

class ScriptedHost {
public:
  // Throws std::runtime_error when `plugin` cannot be loaded.
  ScriptedHost(const std::filesystem::path& plugin, Crm crm);
  ScriptedHost(const ScriptedHost&) = delete;
  ScriptedHost& operator=(const ScriptedHost&) = delete;
  ScriptedHost(ScriptedHost&&) = delete;
  ScriptedHost& operator=(ScriptedHost&&) = delete;
  ~ScriptedHost();

  // Makes the instance; returns its complaints, none when it was made. `talkdesk` as in
  // bailey_plugin_entry::create; members left out are empty.
  nlohmann::json create(const nlohmann::json& settings,
                        const nlohmann::json& talkdesk = nlohmann::json::object());

  // REQUIRES: create() had no complaints. Runs the operation to its end.
  AdapterReply ask(bailey_operation operation,
                   const nlohmann::json& body,
                   const std::string& action = {});

  // Secrets by name, for what the adapter asks of the host.
  std::map<std::string, std::string> secrets;

  // What was asked of the CRM since the last clear().
  std::vector<CrmRequest> requests;

  // Log lines of the adapter.
  std::vector<std::string> log;

  // Answers not given back yet: 0 when the adapter is idle, or it leaks.
  [[nodiscard]] std::size_t answersHeld() const { return answers_held_; }

private:
  struct Waiting {
    CrmRequest request;
    bailey_http_done done = nullptr;
    void* cookie = nullptr;
  };

  const bailey_http_answer* answer(const CrmRequest& request);
  static CrmRequest read(const bailey_http_request& request);

  Crm crm_;
  void* library_ = nullptr;
  const bailey_plugin_entry* entry_ = nullptr;
  bailey_instance* instance_ = nullptr;
  bailey_host host_{};
  bailey_http http_{};
  bailey_pending pending_{};
  std::deque<Waiting> waiting_;
  bailey_status completed_ = BAILEY_UNSET;
  std::size_t answers_held_ = 0;
};

}  // namespace bailey::fakes
