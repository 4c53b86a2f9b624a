#include "salesforce_test.h"

#include <fstream>
#include <stdexcept>

namespace bailey::salesforce_test {

using fakes::AdapterReply;
using fakes::CrmAnswer;
using fakes::CrmRequest;

json readJson(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) {
    throw std::runtime_error("cannot read " + file.string());
  }
  return json::parse(stream);
}

json casesOf(const std::string& name) {
  return readJson(std::filesystem::path(BAILEY_SALESFORCE_CASES) / (name + ".json"));
}

std::string queryOf(const CrmRequest& request) {
  const std::size_t begin = request.url.find("?q=");
  if (begin == std::string::npos) {
    return {};
  }
  const std::string encoded = request.url.substr(begin + 3);
  std::string text;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] == '%') {
      text += static_cast<char>(std::stoi(encoded.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      text += encoded[i];
    }
  }
  return text;
}

json listOf(const std::vector<json>& records) {
  return {{"totalSize", records.size()}, {"done", true}, {"records", records}};
}

json SalesforceTest::usualTalkdesk() {
  return {{"interaction_types", {"ticket", "task", "call", "email", "note"}},
          {"actions",
           {"create_ticket",
            "add_note",
            "log_call",
            "create_or_update_contact",
            "update_ticket_status"}},
          {"auth_fields", {"access_token", "instance_url"}}};
}

void SalesforceTest::makeHost() {
  host_ = std::make_unique<fakes::ScriptedHost>(
      BAILEY_SALESFORCE_PLUGIN, [this](const CrmRequest& request) {
        if (crm_) {
          return crm_(request);
        }
        if (answers_.empty()) {
          ADD_FAILURE() << "not expected: " << request.method << ' ' << request.url;
          return CrmAnswer{500, "not expected"};
        }
        CrmAnswer next = std::move(answers_.front());
        answers_.pop_front();
        return next;
      });
}

json SalesforceTest::create(const json& settings, const json& talkdesk) {
  makeHost();
  return host_->create(settings, talkdesk);
}

void SalesforceTest::answer(CrmAnswer next) {
  answers_.push_back(std::move(next));
}

void SalesforceTest::answer(const json& body, int status) {
  answer(CrmAnswer{status, body.dump()});
}

AdapterReply SalesforceTest::ask(bailey_operation operation,
                                 const json& meta,
                                 const json& data,
                                 const std::string& action) {
  const json auth = {{"access_token", kToken}, {"instance_url", kAddress}};
  AdapterReply reply =
      host_->ask(operation, {{"auth", auth}, {"meta", meta}, {"data", data}}, action);
  for (const CrmRequest& request : host_->requests) {
    EXPECT_EQ(request.url.rfind(std::string(kAddress) + "/services/data/v", 0), 0U) << request.url;
    EXPECT_EQ(request.field("Authorization"), std::string("Bearer ") + kToken);
    EXPECT_EQ(request.field("Accept"), "application/json");
    EXPECT_FALSE(request.repeatable) << "a GET is so by itself, a write never";
  }
  expectSecretKept(reply.message);
  expectSecretKept(reply.json.dump());
  return reply;
}

AdapterReply SalesforceTest::act(const std::string& action, const json& data, const json& meta) {
  return ask(BAILEY_ACTION, meta, data, action);
}

AdapterReply SalesforceTest::askWith(const json& auth, bailey_operation operation) {
  AdapterReply reply = host_->ask(operation, {{"auth", auth}});
  expectSecretKept(reply.message);
  return reply;
}

std::vector<std::string> SalesforceTest::queries() const {
  std::vector<std::string> texts;
  for (const CrmRequest& request : host_->requests) {
    texts.push_back(queryOf(request));
  }
  return texts;
}

void SalesforceTest::expectSecretKept(const std::string& text) const {
  EXPECT_EQ(text.find(kToken), std::string::npos) << text;
}

void SalesforceTest::TearDown() {
  EXPECT_TRUE(answers_.empty()) << answers_.size() << " answers were not asked for";
  if (host_ == nullptr) {
    return;
  }
  EXPECT_EQ(host_->answersHeld(), 0U);
  for (const std::string& line : host_->log) {
    expectSecretKept(line);
  }
  for (const CrmRequest& request : host_->requests) {
    expectSecretKept(request.url);
    expectSecretKept(request.body);
  }
}

}  // namespace bailey::salesforce_test
