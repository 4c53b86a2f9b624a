// The built salesforce.so in a host of its own, and an org that answers what a test says.
#pragma once

#include "fakes/scripted_host.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bailey::salesforce_test {

using nlohmann::json;

constexpr const char* kToken = "00D5f000000abcd!AQ.token-of-the-test";
constexpr const char* kAddress = "https://acme.my.salesforce.com";
constexpr const char* kContactId = "0035f00000AAAAAAA1";
constexpr const char* kLeadId = "00Q5f00000LLLLLAA1";
constexpr const char* kCaseId = "5005f00000CCCCCAA1";
constexpr const char* kUserId = "0055f00000UUUUUAA1";

// One file of cases, or any other JSON file.
[[nodiscard]] json readJson(const std::filesystem::path& file);
[[nodiscard]] json casesOf(const std::string& name);

// What is behind "q=" of a request's URL, as Salesforce reads it.
[[nodiscard]] std::string queryOf(const fakes::CrmRequest& request);

[[nodiscard]] json listOf(const std::vector<json>& records);

class SalesforceTest : public ::testing::Test {
protected:
  // Makes the instance; returns its complaints.
  json create(const json& settings = json::object(), const json& talkdesk = usualTalkdesk());

  // The next request is answered with this; without any left, with a failure of the test.
  void answer(fakes::CrmAnswer next);
  void answer(const json& body, int status = 200);

  // All requests are answered by `crm` from now on.
  void answerAll(fakes::Crm crm) { crm_ = std::move(crm); }

  // With the usual credentials.
  fakes::AdapterReply ask(bailey_operation operation,
                          const json& meta = json::object(),
                          const json& data = json::object(),
                          const std::string& action = {});
  fakes::AdapterReply act(const std::string& action,
                          const json& data,
                          const json& meta = json::object());

  // With others.
  fakes::AdapterReply askWith(const json& auth, bailey_operation operation);

  [[nodiscard]] const std::vector<fakes::CrmRequest>& requests() const { return host().requests; }

  [[nodiscard]] fakes::ScriptedHost& host() const { return *host_; }

  // What Salesforce was asked in its own languages, request by request.
  [[nodiscard]] std::vector<std::string> queries() const;

  static json usualTalkdesk();

  // No answer is kept, none was left over, the token went nowhere but to the org.
  void TearDown() override;

  void makeHost();

private:
  void expectSecretKept(const std::string& text) const;

  std::unique_ptr<fakes::ScriptedHost> host_;
  std::deque<fakes::CrmAnswer> answers_;
  fakes::Crm crm_;
};

}  // namespace bailey::salesforce_test
