// An instance of the built zendesk.so, and a Zendesk whose answers the test lines up.
#pragma once

#include "fakes/scripted_host.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <deque>
#include <string>

namespace bailey::zendesk_test {

inline constexpr const char* kOrigin = "https://acme.zendesk.com";

// "jane@acme.example/token" and "s3cret"
inline constexpr const char* kBasic = "Basic amFuZUBhY21lLmV4YW1wbGUvdG9rZW46czNjcmV0";

// An answer of Zendesk's in JSON.
[[nodiscard]] fakes::CrmAnswer answer(int status, const nlohmann::json& body);

class ZendeskTest : public ::testing::Test {
protected:
  ZendeskTest();

  // Every request was answered by the test, every answer given back.
  void TearDown() override;

  // What the integration declares. Changes count before the first request.
  nlohmann::json talkdesk = {
      {"interaction_types", {"ticket", "call", "note"}},
      {"actions",
       {"create_ticket",
        "add_note",
        "log_call",
        "create_or_update_contact",
        "update_ticket_status"}},
      {"auth_fields", {"subdomain", "email", "api_token"}},
  };
  nlohmann::json settings = nlohmann::json::object();
  nlohmann::json auth = {
      {"subdomain", "acme"}, {"email", "jane@acme.example"}, {"api_token", "s3cret"}};

  // What Zendesk says next, and after that.
  std::deque<fakes::CrmAnswer> answers;

  fakes::ScriptedHost host;

  // Complaints about `settings` and `talkdesk`.
  nlohmann::json make();

  fakes::AdapterReply ask(bailey_operation operation,
                          const nlohmann::json& meta = nlohmann::json::object(),
                          const nlohmann::json& data = nlohmann::json::object());
  fakes::AdapterReply act(const std::string& action,
                          const nlohmann::json& data,
                          const nlohmann::json& meta = nlohmann::json::object());

  // "GET /api/v2/users/me" of the request with that number.
  [[nodiscard]] std::string line(std::size_t number) const;

private:
  fakes::CrmAnswer next(const fakes::CrmRequest& request);
  fakes::AdapterReply asked(bailey_operation operation,
                            const nlohmann::json& body,
                            const std::string& action);

  bool made_ = false;
};

}  // namespace bailey::zendesk_test
