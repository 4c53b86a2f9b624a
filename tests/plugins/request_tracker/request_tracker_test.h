// A host with the built plugin and a scripted RT behind it.
#pragma once

#include "fakes/scripted_host.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace bailey::request_tracker_test {

using fakes::AdapterReply;
using fakes::CrmAnswer;
using fakes::CrmRequest;
using nlohmann::json;

// What RT 5.0.3 answered once: answers/<name>.json.
std::string recorded(const std::string& name);

json fileOf(const std::string& path);

class RequestTrackerTest : public ::testing::Test {
protected:
  RequestTrackerTest();

  // Every answer has been given back, whatever the test was about.
  void TearDown() override;

  // Makes the instance with users and passwords; the settings have the address of RT already.
  void make(json settings = json::object());
  void makeWithToken();

  // What RT answers to requests whose method and path (without /REST/2.0) are this one's; 404 for
  // all others.
  void on(const std::string& method_and_path, CrmAnswer answer);
  void onRecorded(const std::string& method_and_path, const std::string& name);

  AdapterReply ask(bailey_operation operation, json body = json::object());
  AdapterReply act(const std::string& action, const json& data, const json& meta = json::object());

  // "GET /ticket/1" of each request, in order.
  [[nodiscard]] std::vector<std::string> asked() const;

  // The only request with that method and path.
  [[nodiscard]] CrmRequest theOne(const std::string& method_and_path) const;

  // Replaces the table of on().
  void use(fakes::Crm crm) { crm_ = std::move(crm); }

  fakes::ScriptedHost& host() { return host_; }

private:
  CrmAnswer answer(const CrmRequest& request) const;

  fakes::Crm crm_;
  std::map<std::string, CrmAnswer> answers_;
  fakes::ScriptedHost host_;
};

// Its path behind /REST/2.0, and what stands in its query, decoded.
std::string pathOf(const CrmRequest& request);
std::multimap<std::string, std::string> queryOf(const CrmRequest& request);
std::string queryOf(const CrmRequest& request, const std::string& name);

}  // namespace bailey::request_tracker_test
